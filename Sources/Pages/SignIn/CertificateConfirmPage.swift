/// The page on the certificate origin that names the holder and the requesting service, before anything is released.
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
    /// The name of the holder in the certificate.
    package let holder: String
    /// The holder's DNI or NIE. The page is shown in the holder's own browser.
    package let document: String
    /// The common name of the certificate's issuer.
    package let issuer: String
    /// The address to which «continue» posts.
    package let action: String
    /// The address (GET) of the method selection, on the public origin.
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
