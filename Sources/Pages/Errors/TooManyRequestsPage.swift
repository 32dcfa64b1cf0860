/// Too many requests from one address: when to try again.
package struct TooManyRequestsPage: Page {
    package static let template = "too-many-requests"

    package let frame: Frame
    /// How long to wait.
    package let minutes: Int
    /// The stable code, which the catalogue explains.
    package let code: String
    /// The catalogue's page of this code.
    package let catalogueAddress: String
    /// By GET: where trying again goes.
    package let retryAddress: String?

    package init(frame: Frame, minutes: Int, code: String, catalogueAddress: String, retryAddress: String? = nil) {
        self.frame = frame
        self.minutes = minutes
        self.code = code
        self.catalogueAddress = catalogueAddress
        self.retryAddress = retryAddress
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("minutes", String(max(1, minutes)))
        values.set("code", code)
        values.set("catalogueAddress", catalogueAddress)
        values.set("retryAddress", retryAddress)
        return values
    }
}
