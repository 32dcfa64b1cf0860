/// Identifies one logout. It is part of URLs and is not a secret: a logout also needs a cookie.
package struct LogoutID: Hashable, Codable, RawRepresentable, Sendable {
    /// 22 characters of base64url: 128 random bits.
    package let rawValue: String

    /// Reads an identifier from a URL. Returns nil unless it has 22 characters of base64url.
    package init?(rawValue: String) {
        guard LoginID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }
}
