/// The page for too many requests from one address. It says when to try again.
package struct TooManyRequestsPage: Page {
    package static let template = "too-many-requests"
    package static let values: [PageValue<Self>] = [
        .text("minutes") { String(max(1, $0.minutes)) },
        .text("code") { $0.code },
        .text("catalogueAddress") { $0.catalogueAddress },
        .text("retryAddress") { $0.retryAddress },
    ]

    package let frame: Frame
    /// How long to wait.
    package let minutes: Int
    /// The stable code, which the catalogue explains.
    package let code: String
    /// The address of the code's page in the catalogue.
    package let catalogueAddress: String
    /// The address (GET) for trying again.
    package let retryAddress: String?

    package init(frame: Frame, minutes: Int, code: String, catalogueAddress: String, retryAddress: String? = nil) {
        self.frame = frame
        self.minutes = minutes
        self.code = code
        self.catalogueAddress = catalogueAddress
        self.retryAddress = retryAddress
    }
}
