/// On the certificate's origin: whose certificate it is, and who asks, before anything is told.
package struct CertificateConfirmPage: Page {
    package static let template = "certificate-confirm"
    package static let values: [PageValue<Self>] = [
        .text("holder") { $0.holder },
        .text("document") { $0.document },
        .text("issuer") { $0.issuer },
        .text("action") { $0.action },
        .text("otherWayAddress") { $0.otherWayAddress },
    ]

    package let frame: Frame
    /// The person as the certificate names them.
    package let holder: String
    /// Their DNI or NIE; it is the holder's own browser that shows it.
    package let document: String
    /// The certificate's issuer, its common name.
    package let issuer: String
    /// Where «continue» posts.
    package let action: String
    /// By GET, on the public origin: choose another way.
    package let otherWayAddress: String

    package init(
        frame: Frame, holder: String, document: String, issuer: String, action: String, otherWayAddress: String
    ) {
        self.frame = frame
        self.holder = holder
        self.document = document
        self.issuer = issuer
        self.action = action
        self.otherWayAddress = otherWayAddress
    }
}
