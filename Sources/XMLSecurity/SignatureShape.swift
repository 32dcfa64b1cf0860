import Octets
import XML

/// The content of a signature that has the shape profiled by SAML: exactly one reference, to the element that holds the
/// signature, with the enveloped-signature transform and exclusive canonicalisation.
///
/// KeyInfo may be present and is ignored: keys come from metadata.
/// - SeeAlso: SAML Core 2.0 §5.4; XML Signature 1.1 §4.
struct SignatureShape {
    let algorithm: SignatureAlgorithm
    let digest: DigestAlgorithm
    /// The octets of SignatureValue.
    let value: [UInt8]

    static let signature = XMLName(.xmlSignature, "Signature")
    static let envelopedTransform = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
    static let exclusiveCanonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#"

    init(_ signature: XMLElement, covering id: String) throws(SignatureFailure) {
        let parts = signature.elements
        guard parts.count == 2 || parts.count == 3, parts[0].name == Self.name("SignedInfo"),
            parts[1].name == Self.name("SignatureValue"),
            parts.count == 2 || parts[2].name == Self.name("KeyInfo")
        else { throw .malformed("Signature must hold SignedInfo, SignatureValue and at most a KeyInfo") }
        value = try Self.base64(parts[1])

        let info = parts[0].elements
        guard info.count == 3, info[0].name == Self.name("CanonicalizationMethod"),
            info[1].name == Self.name("SignatureMethod"), info[2].name == Self.name("Reference")
        else { throw .malformed("SignedInfo must hold CanonicalizationMethod, SignatureMethod and one Reference") }
        try Self.checkCanonicalization(info[0])
        algorithm = try Self.algorithm(info[1])
        digest = try Self.reference(info[2], to: id)
    }

    private static func name(_ localName: String) -> XMLName { XMLName(.xmlSignature, localName) }

    private static func reference(_ reference: XMLElement, to id: String) throws(SignatureFailure) -> DigestAlgorithm {
        let uri = reference.attribute("URI") ?? ""
        guard uri.isExactly("#" + id) else { throw .reference(uri) }
        if let type = reference.attribute("Type") { throw .malformed("Reference must have no Type, not \(type)") }
        let parts = reference.elements
        guard parts.count == 3, parts[0].name == name("Transforms"), parts[1].name == name("DigestMethod"),
            parts[2].name == name("DigestValue")
        else { throw .malformed("Reference must hold Transforms, DigestMethod and DigestValue") }
        try checkTransforms(parts[0].elements)
        _ = try base64(parts[2])
        let digest = try uriOfAlgorithm(parts[1])
        guard let algorithm = DigestAlgorithm(rawValue: digest), parts[1].children.isEmpty else {
            throw .algorithm(digest)
        }
        return algorithm
    }

    private static func checkTransforms(_ transforms: [XMLElement]) throws(SignatureFailure) {
        for transform in transforms where transform.name != name("Transform") {
            throw .malformed("Transforms must hold nothing but Transform")
        }
        let accepted = [envelopedTransform, exclusiveCanonicalization]
        for transform in transforms {
            let uri = try uriOfAlgorithm(transform)
            guard accepted.contains(uri) else { throw .transform(uri) }
        }
        guard transforms.count == 2, try uriOfAlgorithm(transforms[0]) == envelopedTransform,
            transforms[0].elements.isEmpty
        else { throw .malformed("the transforms must be enveloped-signature, then exclusive canonicalisation") }
        try checkCanonicalization(transforms[1])
    }

    /// Checks that the element names exclusive canonicalisation and has at most a list of inclusive prefixes.
    private static func checkCanonicalization(_ element: XMLElement) throws(SignatureFailure) {
        let uri = try uriOfAlgorithm(element)
        guard uri == exclusiveCanonicalization else { throw .transform(uri) }
        let inclusive = XMLName(.exclusiveCanonicalization, "InclusiveNamespaces")
        let parts = element.elements
        guard parts.count <= 1, parts.allSatisfy({ $0.name == inclusive && $0.children.isEmpty }) else {
            throw .malformed("exclusive canonicalisation takes nothing but InclusiveNamespaces")
        }
    }

    private static func algorithm(_ method: XMLElement) throws(SignatureFailure) -> SignatureAlgorithm {
        let uri = try uriOfAlgorithm(method)
        guard let algorithm = SignatureAlgorithm(rawValue: uri) else { throw .algorithm(uri) }
        guard method.elements.isEmpty else { throw .malformed("SignatureMethod must have no parameters") }
        return algorithm
    }

    private static func uriOfAlgorithm(_ element: XMLElement) throws(SignatureFailure) -> String {
        guard let uri = element.attribute("Algorithm") else {
            throw .malformed("\(element.name.localName) must name its Algorithm")
        }
        return uri
    }

    /// The maximum length in characters of Base64: an RSA signature of 16,384 bits, with line breaks.
    private static let maximumValue = 4_096

    private static func base64(_ element: XMLElement) throws(SignatureFailure) -> [UInt8] {
        let text = element.text.utf8
        guard element.elements.isEmpty, text.count <= maximumValue, let octets = Base64.decode(text), !octets.isEmpty
        else { throw .malformed("\(element.name.localName) must be Base64") }
        return octets
    }
}
