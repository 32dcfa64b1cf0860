/// Certificate, first step: an explanation, and the link to the certificate origin.
package struct CertificateStartPage: Page {
    package static let template = "certificate-start"
    package static let values: [PageValue<Self>] = [
        .text("certificateAddress") { $0.certificateAddress },
        .text("cancelAction") { $0.cancelAction },
        .text("backAddress") { $0.backAddress },
        .never("otherWayAddress"),
    ]

    package let frame: Frame
    /// The certificate origin's address with its one-time ticket. It is a link, because forms may only post to the
    /// public origin.
    package let certificateAddress: String
    package let cancelAction: String
    /// The address (GET) of the method selection; `nil` when there is no other method.
    package let backAddress: String?

    package init(frame: Frame, certificateAddress: String, cancelAction: String, backAddress: String?) {
        self.frame = frame
        self.certificateAddress = certificateAddress
        self.cancelAction = cancelAction
        self.backAddress = backAddress
    }
}
