package import XML

/// An element whose signature was verified, read from the octets that were digested.
///
/// Only `verify` can make one, so every part of it was signed.
package struct SignedElement: Sendable {
    /// The digested octets: the element in canonical form, without its signature.
    package let bytes: [UInt8]

    /// The element, parsed only from those octets.
    package let element: XMLElement

    /// The key that made the signature.
    package let key: TrustedKey

    fileprivate init(bytes: [UInt8], element: XMLElement, key: TrustedKey) {
        self.bytes = bytes
        self.element = element
        self.key = key
    }

    /// Verifies the enveloped signature of a document's root, or of an element one or two levels below it.
    ///
    /// Checks in this order: the document is acceptable XML; the element has exactly one Signature, of the profiled
    /// shape, with a reference to that element; no ID is duplicated; the algorithms are accepted; the canonical form
    /// does not cost too much; one of the keys made the signature; and the digested octets are again acceptable XML,
    /// with the same name and ID.
    package static func verify(
        document: [UInt8], at path: SignedPath = .root, trusting keys: [TrustedKey], limits: XMLLimits = .message
    ) throws(SignatureFailure) -> SignedElement {
        var effort = VerificationEffort()
        return try verify(document: document, at: path, trusting: keys, limits: limits, effort: &effort)
    }

    /// Verifies a signature and counts the expensive steps in `effort`.
    static func verify(
        document: [UInt8], at path: SignedPath, trusting keys: [TrustedKey], limits: XMLLimits,
        effort: inout VerificationEffort
    ) throws(SignatureFailure) -> SignedElement {
        guard XMLLibrary.isReady else { throw .unavailable }
        let parsed: XMLDocument
        do { parsed = try XMLDocument(document, limits: limits) } catch { throw .document(error) }
        let (claimed, place) = try locate(path, in: parsed.root)
        let (signature, index) = try onlySignature(of: claimed)
        guard let id = claimed.attribute("ID") else { throw .malformed("the signed element must have an ID") }
        let shape = try SignatureShape(signature, covering: id)
        try DocumentIdentifiers.check(parsed.root)

        let candidates = keys.filter { shape.algorithm.fits($0.kind) }
        guard !candidates.isEmpty else { throw .noKey }
        try checkCost(of: parsed, at: place, received: document.count)
        try checkCost(of: parsed, at: place + [index, 0], received: min(document.count, maximumSignedInfo))
        let signing = SigningClaim(place: place, id: id, shape: shape)
        let signedInfo = try signing.signedInfo(of: parsed)
        guard let key = candidates.first(where: { signing.isMade(by: $0, over: signedInfo, &effort) }),
            let bytes = try signing.digested(of: parsed, key, &effort)
        else { throw .mismatch }
        let element: XMLElement
        do { element = try XMLParser.parse(bytes, limits: limits) } catch { throw .document(error) }
        guard element.name == claimed.name, element.attribute("ID")?.isExactly(id) == true else {
            throw .reference("#" + id)
        }
        return SignedElement(bytes: bytes, element: element, key: key)
    }

    /// The maximum length that is assumed for a SignedInfo when its cost is checked, in octets.
    private static let maximumSignedInfo = 4_096

    private static func checkCost(
        of document: XMLDocument, at place: [Int], received: Int
    ) throws(SignatureFailure) {
        let cost: CanonicalCost
        do { cost = try document.canonicalCost(at: place) } catch { throw .unavailable }
        guard cost.isAcceptable(for: received) else { throw .canonicalForm(cost, received: received) }
    }

    /// Returns whether a Signature is anywhere in the element, the element itself included.
    package static func signaturePresent(in element: XMLElement) -> Bool {
        if element.name == SignatureShape.signature { return true }
        return element.children.contains { child in
            if case .element(let element) = child { signaturePresent(in: element) } else { false }
        }
    }

    /// Returns whether the element has a Signature as a child.
    package static func isSigned(_ element: XMLElement) -> Bool {
        element.element(SignatureShape.signature) != nil
    }

    /// Returns the element at the end of the path, and the indices of the child elements on the path.
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

    private static func onlySignature(
        of element: XMLElement
    ) throws(SignatureFailure) -> (signature: XMLElement, index: Int) {
        let children = element.elements
        let indices = children.indices.filter { children[$0].name == SignatureShape.signature }
        guard let index = indices.first else { throw .absent }
        guard indices.count == 1 else { throw .malformed("there is more than one Signature") }
        return (children[index], index)
    }
}
