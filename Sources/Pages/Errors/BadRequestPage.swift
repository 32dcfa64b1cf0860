/// The page for a request that cannot be read, for example an incomplete form or a repeated field.
package struct BadRequestPage: Page {
    package static let template = "bad-request"
    package static let values: [PageValue<Self>] = [
        .text("retryAddress") { $0.retryAddress }
    ]

    package let frame: Frame
    /// The address (GET) for trying again; `nil` asks the citizen to reload.
    package let retryAddress: String?

    package init(frame: Frame, retryAddress: String? = nil) {
        self.frame = frame
        self.retryAddress = retryAddress
    }
}
