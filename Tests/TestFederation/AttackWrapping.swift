package import XML
package import XMLSecurity

/// A signature wrapping attack: it moves a signed element aside and puts a forged one in its position.
///
/// The first eight are described by Somorovsky and others in "On Breaking SAML" (2012), with their usual numbers.
package struct AttackWrapping: Sendable {
    package let name: String

    /// The expected outcome.
    package let outcome: Outcome

    private let rewrap: @Sendable (Victim) -> XMLElement

    package enum Outcome: Hashable, Sendable {
        /// Verification fails with this error.
        case refused(SignatureFailure)
        /// Verification succeeds and returns the original element.
        case original
    }

    init(_ name: String, _ outcome: Outcome, _ rewrap: @escaping @Sendable (Victim) -> XMLElement) {
        self.name = name
        self.outcome = outcome
        self.rewrap = rewrap
    }

    /// Returns the document after the attack.
    ///
    /// - Parameters:
    ///   - root: a document after parsing. Its signed element has the ID `_original`.
    ///   - forge: the attacker's change of the signed element.
    package func document(from root: XMLElement, forge: @escaping @Sendable (XMLElement) -> XMLElement) -> XMLElement {
        rewrap(Victim(root: root.declaringSchemaTypes, forge: forge))
    }
}

extension AttackWrapping: CustomStringConvertible {
    package var description: String { name }
}

/// A document under attack.
struct Victim {
    let root: XMLElement
    let forge: @Sendable (XMLElement) -> XMLElement

    static let signatureName = XMLName(.xmlSignature, "Signature")
    static let identifier = "_original"

    /// Returns the element's own signature, which must exist.
    static func signature(of element: XMLElement) -> XMLElement {
        element.element(signatureName) ?? XMLElement(signatureName)
    }

    static func unsigned(_ element: XMLElement) -> XMLElement { element.without(signatureName) }

    /// Returns a forged copy of an element with another ID and the original signature.
    func forged(_ element: XMLElement, id: String = "_forged") -> XMLElement {
        forge(element).with(attribute: "ID", id)
    }

    /// Returns a ds:Object that contains the element.
    static func object(_ element: XMLElement) -> XMLElement {
        XMLElement(XMLName(.xmlSignature, "Object"), [.element(element)])
    }

    /// Returns an Extensions element in the namespace of the root.
    func extensions(_ element: XMLElement) -> XMLElement {
        XMLElement(XMLName(root.name.namespace, "Extensions"), [.element(element)])
    }

    /// Returns the element with its signature changed.
    static func changingSignature(
        of element: XMLElement, _ change: (XMLElement) -> XMLElement
    ) -> XMLElement { element.replacing(signatureName, by: change) }
}
