import CXMLSec
package import XML

/// An element as its signer wrote it: read from the very octets that went into the digest.
///
/// Nobody can make one but `verify`, so whoever holds one need not ask what was signed.
package struct SignedElement: Sendable {
    /// The digested octets: the element in canonical form, without its signature.
    package let bytes: [UInt8]

    /// The element, parsed from those octets alone.
    package let element: XMLElement

    /// The key that the signature was made with.
    package let key: TrustedKey

    fileprivate init(bytes: [UInt8], element: XMLElement, key: TrustedKey) {
        self.bytes = bytes
        self.element = element
        self.key = key
    }

    /// Verifies the enveloped signature of a document's root, or of one element a step or two below it.
    ///
    /// In this order: the document is acceptable XML; the element has exactly one Signature, of the profiled shape, with
    /// a reference to that element; no ID is there twice; the algorithms are of the closed list; one of the keys made the
    /// signature; and what was digested is again acceptable XML, with the same name and ID.
    package static func verify(
        document: [UInt8], at path: SignedPath = .root, trusting keys: [TrustedKey], limits: XMLLimits = .message
    ) throws(SignatureFailure) -> SignedElement {
        guard XMLLibrary.isReady else { throw .unavailable }
        let parsed: XMLDocument
        do { parsed = try XMLDocument(document, limits: limits) } catch { throw .document(error) }
        let (claimed, place) = try locate(path, in: parsed.root)
        let signature = try onlySignature(of: claimed)
        guard let id = claimed.attribute("ID") else { throw .malformed("the signed element must have an ID") }
        let shape = try SignatureShape(signature, covering: id)
        try DocumentIdentifiers.check(parsed.root)

        let candidates = keys.filter { shape.algorithm.fits($0.kind) }
        guard !candidates.isEmpty else { throw .noKey }
        for key in candidates {
            guard let bytes = try digested(parsed, at: place, id: id, shape: shape, key: key) else { continue }
            let element: XMLElement
            do { element = try XMLParser.parse(bytes, limits: limits) } catch { throw .document(error) }
            guard element.name == claimed.name, element.attribute("ID")?.isExactly(id) == true else {
                throw .reference("#" + id)
            }
            return SignedElement(bytes: bytes, element: element, key: key)
        }
        throw .mismatch
    }

    /// Whether a Signature is anywhere in the element, the element itself included.
    package static func signaturePresent(in element: XMLElement) -> Bool {
        if element.name == SignatureShape.signature { return true }
        return element.children.contains { child in
            if case .element(let element) = child { signaturePresent(in: element) } else { false }
        }
    }

    /// Whether the element has a Signature of its own.
    package static func isSigned(_ element: XMLElement) -> Bool {
        element.element(SignatureShape.signature) != nil
    }

    /// The element at the end of the path, and the indices of the child elements that lead there.
    private static func locate(
        _ path: SignedPath, in root: XMLElement
    ) throws(SignatureFailure) -> (element: XMLElement, place: [Int]) {
        let names: [XMLName] =
            switch path {
            case .root: []
            case .child(let name): [name]
            case .grandchild(let name, let parent): [parent, name]
            }
        var element = root
        var place: [Int] = []
        for name in names {
            let children = element.elements
            let indices = children.indices.filter { children[$0].name == name }
            guard let index = indices.first else { throw .absent }
            guard indices.count == 1 else { throw .malformed("there is more than one \(name.localName)") }
            place.append(index)
            element = children[index]
        }
        return (element, place)
    }

    private static func onlySignature(of element: XMLElement) throws(SignatureFailure) -> XMLElement {
        let signatures = element.elements(SignatureShape.signature)
        guard let signature = signatures.first else { throw .absent }
        guard signatures.count == 1 else { throw .malformed("there is more than one Signature") }
        return signature
    }

    /// What xmlsec digested, or nil when the signature does not hold with this key.
    private static func digested(
        _ document: XMLDocument, at place: [Int], id: String, shape: SignatureShape, key: TrustedKey
    ) throws(SignatureFailure) -> [UInt8]? {
        var buffer = aldaba_buffer()
        let isRSA = if case .rsa = key.kind { true } else { false }
        let outcome = id.withCString { id in
            var expectation = aldaba_signature_expectation(
                child: Int32(place.first ?? -1), grandchild: Int32(place.count > 1 ? place[1] : -1), id: id,
                key_kind: Int32(isRSA ? ALDABA_KEY_RSA : ALDABA_KEY_EC),
                signature_digest: Int32(shape.algorithm.digest.byteCount),
                reference_digest: Int32(shape.digest.byteCount))
            return document.withTree { tree in
                key.handle.withPointer { aldaba_signature_verify(tree, &expectation, $0, &buffer) }
            }
        }
        let bytes = [UInt8](taking: buffer)
        switch Int(outcome) {
        case Int(ALDABA_SIGNATURE_HOLDS): return bytes
        // A signature whose length is not this key's cannot be processed; another key may be the one.
        case Int(ALDABA_SIGNATURE_DOES_NOT_HOLD), Int(ALDABA_SIGNATURE_UNPROCESSABLE): return nil
        case Int(ALDABA_SIGNATURE_ABSENT): throw .absent
        case Int(ALDABA_SIGNATURE_ELSEWHERE): throw .reference("#" + id)
        default: throw .unavailable
        }
    }
}
