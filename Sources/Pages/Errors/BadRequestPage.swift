/// What the browser sent cannot be read: a form that was cut, a field twice.
package struct BadRequestPage: Page {
    package static let template = "bad-request"
    package static let values: [PageValue<Self>] = [
        .text("retryAddress") { $0.retryAddress }
    ]

    package let frame: Frame
    /// By GET: where trying again goes; `nil` tells to reload.
    package let retryAddress: String?

    package init(frame: Frame, retryAddress: String? = nil) {
        self.frame = frame
        self.retryAddress = retryAddress
    }
}
