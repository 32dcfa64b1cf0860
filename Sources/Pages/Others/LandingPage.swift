/// The broker's own front door: what it is, and that one begins at the service.
package struct LandingPage: Page {
    package static let template = "landing"

    package let frame: Frame
    /// Our SAML metadata, for those who connect a service.
    package let metadataAddress: String
    package let catalogueAddress: String

    package init(frame: Frame, metadataAddress: String, catalogueAddress: String) {
        self.frame = frame
        self.metadataAddress = metadataAddress
        self.catalogueAddress = catalogueAddress
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("metadataAddress", metadataAddress)
        values.set("catalogueAddress", catalogueAddress)
        return values
    }
}
