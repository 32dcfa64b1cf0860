/// One error code: its meaning, the expected and the received value, and the fix.
package struct ErrorCatalogueEntryPage: Page {
    package static let template = "error-catalogue-entry"
    package static let keys = ErrorTexts.otherKeys
    package static let values: [PageValue<Self>] = [
        .text("code") { $0.code },
        .localized("meaning") { $0.texts(in: $1).meaning },
        .localized("expected") { $0.texts(in: $1).expected },
        .localized("received") { $0.texts(in: $1).received },
        .localized("fix") { $0.texts(in: $1).fix },
        .text("catalogueAddress") { $0.catalogueAddress },
    ]

    package let frame: Frame
    package let code: String
    /// The address of the list of all codes.
    package let catalogueAddress: String

    package init(frame: Frame, code: String, catalogueAddress: String) {
        self.frame = frame
        self.code = code
        self.catalogueAddress = catalogueAddress
    }

    package func title(in wording: Wording) -> String { texts(in: wording).title }

    private func texts(in wording: Wording) -> ErrorTexts { ErrorTexts(code: code, in: wording) }
}
