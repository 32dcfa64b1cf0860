import XML
import XMLSecurity

extension AttackWrapping {
    /// Attacks on a document with one signed child of the root, for example the assertion of a response.
    package static let ofChild: [AttackWrapping] = [
        AttackWrapping("XSW3: a forged element before the signed one", .refused(twice)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.inserting(Victim.unsigned(victim.forged(signed)), before: name)
        },
        AttackWrapping("XSW4: the signed element inside a forged one", .refused(.absent)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.replacing(name) { _ in Victim.unsigned(victim.forged(signed)).appending(signed) }
        },
        AttackWrapping("XSW5: the signature kept by a forged element, the original last", .refused(twice)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.replacing(name) { _ in victim.forged(signed) }.appending(Victim.unsigned(signed))
        },
        AttackWrapping("XSW6: the original inside the signature of a forged element", .refused(shape)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.replacing(name) { _ in
                Victim.changingSignature(of: victim.forged(signed)) { $0.appending(Victim.unsigned(signed)) }
            }
        },
        AttackWrapping("XSW7: a forged element in Extensions", .original) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.inserting(victim.extensions(Victim.unsigned(victim.forged(signed))), before: name)
        },
        AttackWrapping("XSW8: the original in an Object of a forged element's signature", .refused(shape)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.replacing(name) { _ in
                Victim.changingSignature(of: victim.forged(signed)) {
                    $0.appending(Victim.object(Victim.unsigned(signed)))
                }
            }
        },
        AttackWrapping("a forged element of the same ID in Extensions", .refused(.duplicateID("_original"))) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.inserting(victim.extensions(Victim.unsigned(victim.forge(signed))), before: name)
        },
        AttackWrapping("the original in the Advice of a forged element", .refused(.reference("#_original"))) { victim in
            let (signed, name) = child(of: victim)
            let advice = XMLElement(XMLName(name.namespace, "Advice"), [.element(Victim.unsigned(signed))])
            return victim.root.replacing(name) { _ in victim.forged(signed).appending(advice) }
        },
        AttackWrapping("the signed element a level too deep", .refused(.absent)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.without(name).appending(victim.extensions(signed))
        },
        AttackWrapping("the signature moved to the root", .refused(.absent)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.replacing(name) { _ in Victim.unsigned(victim.forge(signed)) }
                .prepending(Victim.signature(of: signed))
        },
        AttackWrapping("the content changed", .refused(.mismatch)) { victim in
            let (signed, name) = child(of: victim)
            return victim.root.replacing(name) { _ in victim.forge(signed) }
        },
    ]

    private static let twice = SignatureFailure.malformed("there is more than one Assertion")

    /// The signed child and its name.
    private static func child(of victim: Victim) -> (XMLElement, XMLName) {
        let signed = victim.root.elements.first { $0.element(Victim.signatureName) != nil } ?? victim.root
        return (signed, signed.name)
    }
}
