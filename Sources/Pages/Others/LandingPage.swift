/// The broker's landing page: it explains the broker, and that a sign-in begins at a service.
package struct LandingPage: Page {
    package static let template = "landing"
    package static let values: [PageValue<Self>] = [
        .text("metadataAddress") { $0.metadataAddress },
        .text("catalogueAddress") { $0.catalogueAddress },
    ]

    package let frame: Frame
    /// The address of the broker's SAML metadata, for operators of services.
    package let metadataAddress: String
    package let catalogueAddress: String

    package init(frame: Frame, metadataAddress: String, catalogueAddress: String) {
        self.frame = frame
        self.metadataAddress = metadataAddress
        self.catalogueAddress = catalogueAddress
    }
}
