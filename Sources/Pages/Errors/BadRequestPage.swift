/// What the browser sent cannot be read: a form that was cut, a field twice.
package struct BadRequestPage: Page {
    package static let template = "bad-request"

    package let frame: Frame
    /// By GET: where trying again goes; `nil` tells to reload.
    package let retryAddress: String?

    package init(frame: Frame, retryAddress: String? = nil) {
        self.frame = frame
        self.retryAddress = retryAddress
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("retryAddress", retryAddress)
        return values
    }
}
