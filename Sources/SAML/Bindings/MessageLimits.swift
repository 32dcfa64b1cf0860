import XML

/// How large a message may be, before and after it is inflated.
enum MessageLimits {
    /// 128 KiB: what the eIDAS node allows, and many times what a request needs.
    static let maximumBytes = 131_072

    /// The characters of base64 that so many bytes need, with a line break after each 60.
    static let maximumBase64 = (maximumBytes + 2) / 3 * 4 / 60 * 62 + 62

    /// Parameters of a query or fields of a form, empty ones included. A SAML binding has at most five.
    static let maximumParameters = 40

    /// How much a deflated message may inflate to: 16 KiB, and 16 octets more for each deflated one, up to
    /// ``maximumBytes``. XML deflates to a fifth as a rule; a link of 500 characters must not become 131 kB.
    static func maximumInflated(_ deflated: Int) -> Int { min(maximumBytes, 16_384 + 16 * deflated) }

    /// The octets that an accepted request may have where it is kept while the login waits for its person.
    package static let maximumKept = 16_384

    /// The parser's limits for a message.
    static let document = {
        var limits = XMLLimits.message
        limits.maximumBytes = maximumBytes
        return limits
    }()
}
