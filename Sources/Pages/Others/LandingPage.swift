/// The broker's own front door: what it is, and that one begins at the service.
package struct LandingPage: Page {
    package static let template = "landing"
    package static let values: [PageValue<Self>] = [
        .text("metadataAddress") { $0.metadataAddress },
        .text("catalogueAddress") { $0.catalogueAddress },
    ]

    package let frame: Frame
    /// Our SAML metadata, for those who connect a service.
    package let metadataAddress: String
    package let catalogueAddress: String

    package init(frame: Frame, metadataAddress: String, catalogueAddress: String) {
        self.frame = frame
        self.metadataAddress = metadataAddress
        self.catalogueAddress = catalogueAddress
    }
}
