/// On the certificate's origin: whose certificate it is, and who asks, before anything is told.
package struct CertificateConfirmPage: Page {
    package static let template = "certificate-confirm"

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

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("holder", holder)
        values.set("document", document)
        values.set("issuer", issuer)
        values.set("action", action)
        values.set("otherWayAddress", otherWayAddress)
        return values
    }
}
