/// The page for a fault of the broker: nothing is lost, and the citizen can try again.
package struct FaultPage: Page {
    package static let template = "fault"
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
