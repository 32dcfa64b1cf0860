import XML

/// The limits of a message, before and after it is inflated.
enum MessageLimits {
    /// 128 KiB: the limit of the eIDAS node, and many times what a request needs.
    static let maximumBytes = 131_072

    /// The maximum number of base64 characters for ``maximumBytes``, with a line break after each 60.
    static let maximumBase64 = (maximumBytes + 2) / 3 * 4 / 60 * 62 + 62

    /// The maximum number of parameters of a query or fields of a form, empty ones included. A SAML binding has at most
    /// five.
    static let maximumParameters = 40

    /// Returns the maximum length of an inflated message: 16 KiB plus 8 octets for each deflated octet, at most
    /// ``maximumBytes``.
    ///
    /// XML usually deflates to a fifth. A link of 500 characters must not inflate to 131 kB.
    static func maximumInflated(_ deflated: Int) -> Int { min(maximumBytes, 16_384 + 8 * deflated) }

    /// The maximum length of an accepted request that is stored while the citizen authenticates, in octets.
    package static let maximumKept = 16_384

    /// The parser's limits for a message.
    static let document = {
        var limits = XMLLimits.message
        limits.maximumBytes = maximumBytes
        return limits
    }()
}
