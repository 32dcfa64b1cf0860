/// Names one logout on its way: it stands in addresses and proves nothing by itself.
package struct LogoutID: Hashable, Codable, RawRepresentable, Sendable {
    /// 22 characters of base64url: 128 random bits.
    package let rawValue: String

    /// Takes what an address says, if it has the shape of one.
    package init?(rawValue: String) {
        guard LoginID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }
}
