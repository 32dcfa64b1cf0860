/// Something of ours does not work: nothing is lost, try again.
package struct FaultPage: Page {
    package static let template = "fault"
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
