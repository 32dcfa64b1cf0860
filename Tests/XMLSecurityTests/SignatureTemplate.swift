/// A message with an empty signature that `xmlsec1` fills in. Start from SAML's profile and change one thing.
struct SignatureTemplate: Sendable {
    static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

    var canonicalization = "<ds:CanonicalizationMethod Algorithm='\(exclusive)'/>"
    var signatureMethod = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    var uri = "#_original"
    var transforms = "<ds:Transform Algorithm='\(enveloped)'/><ds:Transform Algorithm='\(exclusive)'/>"
    var digestMethod = "http://www.w3.org/2001/04/xmlenc#sha256"
    var secondReference = ""
    var objects = ""
    var attributes = ""
    var content = "<saml:Subject><saml:NameID>alicia</saml:NameID></saml:Subject>"

    static func transform(_ uri: String, _ content: String = "") -> String {
        "<ds:Transform Algorithm='\(uri)'>\(content)</ds:Transform>"
    }

    func reference(to uri: String) -> String {
        "<ds:Reference URI=\"\(uri)\"><ds:Transforms>\(transforms)</ds:Transforms>"
            + "<ds:DigestMethod Algorithm='\(digestMethod)'/><ds:DigestValue/></ds:Reference>"
    }

    var text: String {
        "<samlp:AuthnRequest xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'\n"
            + " xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' Version='2.0' ID='_original' \(attributes)>\n"
            + "  <saml:Issuer>https://issuer.example/</saml:Issuer>\n"
            + "  <ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:SignedInfo>\(canonicalization)"
            + "<ds:SignatureMethod Algorithm='\(signatureMethod)'/>\(reference(to: uri))\(secondReference)</ds:SignedInfo>"
            + "<ds:SignatureValue/><ds:KeyInfo><ds:KeyName>any</ds:KeyName></ds:KeyInfo>\(objects)</ds:Signature>\(content)"
            + "</samlp:AuthnRequest>\n"
    }

    /// The same signature without a prefix, as some toolkits write it.
    var textInDefaultNamespace: String {
        text.replacing("xmlns:ds=", with: "xmlns=").replacing("<ds:", with: "<").replacing("</ds:", with: "</")
    }
}
