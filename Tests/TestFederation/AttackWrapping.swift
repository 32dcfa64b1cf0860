package import XML
package import XMLSecurity

/// A way of moving a signed element aside and putting a forged one where it is looked for.
///
/// The first eight are those that Somorovsky and others described in "On Breaking SAML" (2012), by their usual numbers.
package struct AttackWrapping: Sendable {
    package let name: String

    /// What becomes of it.
    package let outcome: Outcome

    private let rewrap: @Sendable (Victim) -> XMLElement

    package enum Outcome: Hashable, Sendable {
        /// Verification fails so.
        case refused(SignatureFailure)
        /// Verification succeeds, and what it hands out is the original.
        case original
    }

    init(_ name: String, _ outcome: Outcome, _ rewrap: @escaping @Sendable (Victim) -> XMLElement) {
        self.name = name
        self.outcome = outcome
        self.rewrap = rewrap
    }

    /// The attacked document.
    ///
    /// - Parameters:
    ///   - root: a document as it was parsed; its signed element has the ID `_original`.
    ///   - forge: what the attacker changes in the signed element.
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

    /// Of an element: its own signature, which it must have.
    static func signature(of element: XMLElement) -> XMLElement {
        element.element(signatureName) ?? XMLElement(signatureName)
    }

    static func unsigned(_ element: XMLElement) -> XMLElement { element.without(signatureName) }

    /// A forged copy of an element under another ID, still with its signature.
    func forged(_ element: XMLElement, id: String = "_forged") -> XMLElement {
        forge(element).with(attribute: "ID", id)
    }

    /// A ds:Object around an element.
    static func object(_ element: XMLElement) -> XMLElement {
        XMLElement(XMLName(.xmlSignature, "Object"), [.element(element)])
    }

    /// An Extensions element in the namespace of the root.
    func extensions(_ element: XMLElement) -> XMLElement {
        XMLElement(XMLName(root.name.namespace, "Extensions"), [.element(element)])
    }

    /// The same with the signature changed.
    static func changingSignature(
        of element: XMLElement, _ change: (XMLElement) -> XMLElement
    ) -> XMLElement { element.replacing(signatureName, by: change) }
}
