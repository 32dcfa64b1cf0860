import XML

/// How large a message may be, before and after it is inflated.
enum MessageLimits {
    /// 128 KiB: what the eIDAS node allows, and many times what a request needs.
    static let maximumBytes = 131_072

    /// The characters of base64 that so many bytes need, with a line break after each 60.
    static let maximumBase64 = (maximumBytes + 2) / 3 * 4 / 60 * 62 + 62

    /// The parser's limits for a message.
    static let document = XMLLimits(
        maximumBytes: maximumBytes, maximumDepth: XMLLimits.message.maximumDepth,
        maximumElements: XMLLimits.message.maximumElements,
        maximumAttributesPerElement: XMLLimits.message.maximumAttributesPerElement,
        maximumNamespaces: XMLLimits.message.maximumNamespaces, allowsComments: false)
}
