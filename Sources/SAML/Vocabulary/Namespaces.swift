package import XML

extension XMLNamespace {
    /// `saml`: assertions. Core §1.1.
    package static let saml = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:assertion", prefix: "saml")
    /// `samlp`: the protocol. Core §1.1.
    package static let samlp = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:protocol", prefix: "samlp")
    /// `md`: metadata. Metadata §1.1.
    package static let md = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:metadata", prefix: "md")
    /// `mdui`: names, logos and texts for people. Metadata Extensions for Login and Discovery UI §2.1.
    package static let mdui = XMLNamespace(uri: "urn:oasis:names:tc:SAML:metadata:ui", prefix: "mdui")
    /// `mdattr`: attributes about an entity. Metadata Extension for Entity Attributes §2.1.
    package static let mdattr = XMLNamespace(uri: "urn:oasis:names:tc:SAML:metadata:attribute", prefix: "mdattr")
    /// `mdrpi`: the registrar of an entity. Metadata Extensions for Registration and Publication Information §2.
    package static let mdrpi = XMLNamespace(uri: "urn:oasis:names:tc:SAML:metadata:rpi", prefix: "mdrpi")
    /// `shibmd`: the domains of an identity provider's scoped attributes. Shibboleth Metadata Profile 1.0 §2.
    package static let shibmd = XMLNamespace(uri: "urn:mace:shibboleth:metadata:1.0", prefix: "shibmd")
    /// `xsi`: the `type` attribute of a value. XML Schema 1 §2.6.
    package static let xsi = XMLNamespace(uri: "http://www.w3.org/2001/XMLSchema-instance", prefix: "xsi")
    /// `xs`: the types of XML Schema.
    package static let xs = XMLNamespace(uri: "http://www.w3.org/2001/XMLSchema", prefix: "xs")
    /// `xml`: predefined by XML and never declared.
    package static let xml = XMLNamespace(uri: "http://www.w3.org/XML/1998/namespace", prefix: "xml")
    /// `aslo`: a LogoutRequest without a response. Asynchronous Single Logout Profile Extension 1.0 §2.
    package static let aslo = XMLNamespace(
        uri: "urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo", prefix: "aslo")
    /// `soap`: the envelope of messages from server to server. SOAP 1.1 §4.
    package static let soap = XMLNamespace(uri: "http://schemas.xmlsoap.org/soap/envelope/", prefix: "soap")
    /// `eidas`: the extensions of a request from an eIDAS node.
    package static let eidas = XMLNamespace(uri: "http://eidas.europa.eu/saml-extensions", prefix: "eidas")
    /// `eidas-natural`: the types of the natural-person attributes.
    package static let eidasNatural = XMLNamespace(
        uri: "http://eidas.europa.eu/attributes/naturalperson", prefix: "eidas-natural")
}
