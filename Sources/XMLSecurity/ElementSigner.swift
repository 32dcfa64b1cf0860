import Octets
package import XML

/// Signs elements. It writes the canonical form directly, so the octets digested are the octets sent.
///
/// The signature is enveloped. It has one Reference to the element's ID, the transforms enveloped-signature and
/// exclusive canonicalisation, the digest of the key's algorithm, and the certificate in KeyInfo.
/// - SeeAlso: SAML Core 2.0 §5.4.
package struct ElementSigner: Sendable {
    private let key: SigningKey
    private let digest: DigestAlgorithm
    /// The octets of SignedInfo up to the reference's URI.
    private let beforeID: [UInt8]
    private let beforePrefixes: [UInt8]
    private let beforeDigest: [UInt8]
    private let keyInfo: [UInt8]

    /// Prepares the parts that are the same in every signature of the key.
    package init(key: SigningKey) {
        self.key = key
        digest = key.algorithm.digest
        let canonicalization = SignatureShape.exclusiveCanonicalization
        beforeID = Array(
            ("><ds:CanonicalizationMethod Algorithm=\"\(canonicalization)\"></ds:CanonicalizationMethod>"
                + "<ds:SignatureMethod Algorithm=\"\(key.algorithm.rawValue)\"></ds:SignatureMethod>"
                + "<ds:Reference URI=\"#").utf8)
        beforePrefixes = Array(
            ("\"><ds:Transforms><ds:Transform Algorithm=\"\(SignatureShape.envelopedTransform)\"></ds:Transform>"
                + "<ds:Transform Algorithm=\"\(canonicalization)\">").utf8)
        beforeDigest = Array(
            ("</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"\(digest.rawValue)\"></ds:DigestMethod>"
                + "<ds:DigestValue>").utf8)
        keyInfo =
            Array("</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>".utf8)
            + Base64.encode(key.certificateDER)
            + Array("</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>".utf8)
    }

    /// Signs an element.
    ///
    /// Places the signature after the Issuer when that is the first child, otherwise before all children.
    /// - Throws: `SigningError`, `XMLWritingError` or `KeyError`.
    package func sign(_ element: XMLElement) throws -> CanonicalElement {
        guard let id = element.attribute("ID"), id.isNCName else { throw SigningError.noID }
        if element.declaring.contains(where: { $0.prefix == "ds" }) || element.name.namespace.prefix == "ds" {
            throw SigningError.prefixTaken
        }
        var writer = CanonicalWriter()
        writer.writeStartTag(element)
        var position = writer.output.count
        for (index, child) in element.children.enumerated() {
            writer.write(child)
            if index == 0, case .element(let first) = child, first.name.localName == "Issuer" {
                position = writer.output.count
            }
        }
        writer.writeEndTag(element.name)
        let plain = try writer.finish()
        let info = signedInfo(id, try digest.digest(of: plain.bytes), prefixes: plain.declaring.map(\.prefix))
        return CanonicalElement(
            bytes: assemble(plain.bytes, position, info, try key.signature(over: Self.alone(info))),
            namespaces: plain.namespaces + [.xmlSignature], declaring: plain.declaring)
    }

    /// Returns SignedInfo after its tag name.
    private func signedInfo(_ id: String, _ value: [UInt8], prefixes: [String]) -> [UInt8] {
        var info: [UInt8] = []
        info.reserveCapacity(1_024)
        info += beforeID
        info += id.utf8
        info += beforePrefixes
        if !prefixes.isEmpty {
            info +=
                "<ec:InclusiveNamespaces xmlns:ec=\"\(SignatureShape.exclusiveCanonicalization)\" PrefixList=\"".utf8
            info += prefixes.sorted().joined(separator: " ").utf8
            info += "\"></ec:InclusiveNamespaces>".utf8
        }
        info += beforeDigest
        Base64.append(value, to: &info)
        info += "</ds:DigestValue></ds:Reference></ds:SignedInfo>".utf8
        return info
    }

    /// Returns SignedInfo as a separate element, as it is signed, with its own namespace declaration.
    private static func alone(_ info: [UInt8]) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(info.count + 64)
        octets += "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"".utf8
        octets += info
        return octets
    }

    private func assemble(_ plain: [UInt8], _ position: Int, _ info: [UInt8], _ signature: [UInt8]) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(plain.count + info.count + keyInfo.count + 1_024)
        octets += plain[..<position]
        octets += "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo".utf8
        octets += info
        octets += "<ds:SignatureValue>".utf8
        Base64.append(signature, to: &octets)
        octets += keyInfo
        octets += plain[position...]
        return octets
    }
}
