/// One code: what it means, what is expected, what is received, how to fix it.
package struct ErrorCatalogueEntryPage: Page {
    package static let template = "error-catalogue-entry"
    package static let keys = ErrorTexts.otherKeys

    package let frame: Frame
    package let code: String
    /// The list of all codes.
    package let catalogueAddress: String

    package init(frame: Frame, code: String, catalogueAddress: String) {
        self.frame = frame
        self.code = code
        self.catalogueAddress = catalogueAddress
    }

    package func title(in wording: Wording) -> String { ErrorTexts(code: code, in: wording).title }

    package func values(in wording: Wording) -> PageValues {
        let texts = ErrorTexts(code: code, in: wording)
        var values = PageValues()
        values.set("code", code)
        values.set("meaning", texts.meaning)
        values.set("expected", texts.expected)
        values.set("received", texts.received)
        values.set("fix", texts.fix)
        values.set("catalogueAddress", catalogueAddress)
        return values
    }
}
