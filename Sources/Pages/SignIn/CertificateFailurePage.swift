/// The page on the certificate origin that explains why there is no valid certificate, and what to do.
package struct CertificateFailurePage: Page {
    package static let template = "certificate-failure"
    package static let keys = ["certificate-failure.title"] + CertificateCause.keys
    package static let values: [PageValue<Self>] = [
        .localized("cause") { $0.cause.cause(in: $1) },
        .localized("remedy") { $0.cause.remedy(in: $1) },
        .text("retryAddress") { $0.retryAddress },
        .text("otherWayAddress") { $0.otherWayAddress },
    ]

    package let frame: Frame
    package let cause: CertificateCause
    /// The address (GET) of another attempt with a new ticket; `nil` when another attempt is useless.
    package let retryAddress: String?
    /// The address (GET) of the method selection, on the public origin; `nil` when the login is unknown.
    package let otherWayAddress: String?

    package init(frame: Frame, cause: CertificateCause, retryAddress: String?, otherWayAddress: String?) {
        self.frame = frame
        self.cause = cause
        self.retryAddress = retryAddress
        self.otherWayAddress = otherWayAddress
    }
}
