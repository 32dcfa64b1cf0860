/// Identifies one login. It is part of URLs and is not a secret: a login also needs its cookie.
package struct LoginID: Hashable, Codable, RawRepresentable, Sendable {
    /// 22 characters of base64url: 128 random bits.
    package let rawValue: String

    /// Reads an identifier from a URL. Returns nil unless it has 22 characters of base64url.
    package init?(rawValue: String) {
        guard rawValue.utf8.count == 22, rawValue.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.rawValue = rawValue
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
