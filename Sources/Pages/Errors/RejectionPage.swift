/// The page for a service's request that is rejected: one sentence for the citizen, and details for the service's
/// engineers.
package struct RejectionPage: Page {
    package static let template = "rejection"
    package static let values: [PageValue<Self>] = [
        .text("code") { $0.code },
        .localized("meaning") { $0.texts(in: $1).meaning },
        .localized("expected") { $0.texts(in: $1).expected },
        .text("expectedExactly") { $0.expected },
        .text("received") { $0.received },
        .localized("fix") { $0.texts(in: $1).fix },
        .text("catalogueAddress") { $0.catalogueAddress },
    ]

    package let frame: Frame
    /// The stable code, which the catalogue explains.
    package let code: String
    /// What the broker accepts; `nil` shows the catalogue's text.
    package let expected: String?
    /// The received value, unchanged.
    package let received: String?
    /// The address of the code's page in the catalogue.
    package let catalogueAddress: String?

    package init(
        frame: Frame, code: String, expected: String? = nil, received: String? = nil, catalogueAddress: String? = nil
    ) {
        self.frame = frame
        self.code = code
        self.expected = expected
        self.received = received
        self.catalogueAddress = catalogueAddress
    }

    private func texts(in wording: Wording) -> ErrorTexts { ErrorTexts(code: code, in: wording) }
}
