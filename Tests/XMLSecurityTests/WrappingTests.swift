import TestFederation
import Testing
import XML

@testable import XMLSecurity

@Suite struct WrappingTests {
    private let key = TestKey.rsa

    @Sendable private static func forge(_ element: XMLElement) -> XMLElement {
        element.replacingText(of: Sample.nameID, with: "mallory")
    }

    private func verify(
        _ attack: AttackWrapping, on signed: CanonicalElement, at path: SignedPath
    ) throws -> SignedElement {
        let root = try XMLParser.parse(signed.bytes, limits: .message)
        let document = try XMLWriter.canonical(attack.document(from: root, forge: Self.forge))
        return try SignedElement.verify(document: document.bytes, at: path, trusting: [key.get().trusted])
    }

    private func check(_ attack: AttackWrapping, on signed: CanonicalElement, at path: SignedPath) throws {
        switch attack.outcome {
        case .refused(let failure): #expect(throws: failure) { try verify(attack, on: signed, at: path) }
        case .original:
            let verified = try verify(attack, on: signed, at: path)
            #expect(verified.element == Sample.assertion().undeclared)
        }
    }

    @Test(arguments: AttackWrapping.ofRoot) func `refuses a signed root moved aside`(_ attack: AttackWrapping) throws {
        try check(attack, on: ElementSigner(key: key.get().signing).sign(Sample.request()), at: .root)
    }

    @Test(arguments: AttackWrapping.ofChild)
    func `refuses a signed child moved aside, or returns the original`(_ attack: AttackWrapping) throws {
        let assertion = try ElementSigner(key: key.get().signing).sign(Sample.assertion())
        let response = try XMLWriter.canonical(Sample.response(.rendered(assertion)))
        try check(attack, on: response, at: .child(Sample.assertionName))
    }

    @Test func `the documents are accepted before the attack`() throws {
        let signer = ElementSigner(key: try key.get().signing)
        let keys = [try key.get().trusted]
        let request = try SignedElement.verify(document: signer.sign(Sample.request()).bytes, trusting: keys)
        #expect(request.element == Sample.request().undeclared)
        let response = try XMLWriter.canonical(Sample.response(.rendered(signer.sign(Sample.assertion()))))
        let assertion = try SignedElement.verify(
            document: response.bytes, at: .child(Sample.assertionName), trusting: keys)
        #expect(assertion.element == Sample.assertion().undeclared)
    }
}

extension XMLElement {
    /// The element after writing and parsing: without `declaring`, attributes in canonical order.
    fileprivate var undeclared: XMLElement {
        XMLElement(
            name, attributes: attributes.sorted { $0.name.localName < $1.name.localName },
            children.map { if case .element(let child) = $0 { .element(child.undeclared) } else { $0 } })
    }

}
