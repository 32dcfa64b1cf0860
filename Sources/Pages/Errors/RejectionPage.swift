/// A service's request cannot be accepted: one sentence for the citizen, the details for the service's engineers.
package struct RejectionPage: Page {
    package static let template = "rejection"

    package let frame: Frame
    /// The stable code, which the catalogue explains.
    package let code: String
    /// What would have been accepted; `nil` leaves the line to the catalogue's words.
    package let expected: String?
    /// What came, as it came.
    package let received: String?
    /// The catalogue's page of this code.
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

    package func values(in wording: Wording) -> PageValues {
        let texts = ErrorTexts(code: code, in: wording)
        var values = PageValues()
        values.set("code", code)
        values.set("meaning", texts.meaning)
        values.set("expected", texts.expected)
        values.set("expectedExactly", expected)
        values.set("received", received)
        values.set("fix", texts.fix)
        values.set("catalogueAddress", catalogueAddress)
        return values
    }
}
