/// On the certificate's origin: no valid certificate was given, why, and what to do.
package struct CertificateFailurePage: Page {
    package static let template = "certificate-failure"
    package static let keys = ["certificate-failure.title"] + CertificateCause.keys
    package static let values: [PageValue<Self>] = [
        .words("cause") { $0.cause.cause(in: $1) },
        .words("remedy") { $0.cause.remedy(in: $1) },
        .text("retryAddress") { $0.retryAddress },
        .text("otherWayAddress") { $0.otherWayAddress },
    ]

    package let frame: Frame
    package let cause: CertificateCause
    /// By GET: try the certificate again with a fresh ticket; `nil` when it makes no sense.
    package let retryAddress: String?
    /// By GET, on the public origin: choose another way; `nil` when the login is not known.
    package let otherWayAddress: String?

    package init(frame: Frame, cause: CertificateCause, retryAddress: String?, otherWayAddress: String?) {
        self.frame = frame
        self.cause = cause
        self.retryAddress = retryAddress
        self.otherWayAddress = otherWayAddress
    }
}
