import XML
import XMLSecurity

extension AttackWrapping {
    /// Attacks on a document whose root is signed.
    package static let ofRoot: [AttackWrapping] = [
        AttackWrapping("XSW1: the original inside the signature of a forged root", .refused(shape)) { victim in
            Victim.changingSignature(of: victim.forged(victim.root)) { $0.appending(Victim.unsigned(victim.root)) }
        },
        AttackWrapping("XSW2: the original beside its detached signature", .refused(.reference("#_original"))) {
            victim in
            victim.forged(victim.root).inserting(Victim.unsigned(victim.root), before: Victim.signatureName)
        },
        AttackWrapping("the same ID twice, the forged one outside", .refused(.duplicateID("_original"))) { victim in
            victim.forge(victim.root).prepending(victim.extensions(Victim.unsigned(victim.root)))
        },
        AttackWrapping("the same ID twice, the original last", .refused(.duplicateID("_original"))) { victim in
            victim.forge(victim.root).appending(Victim.unsigned(victim.root))
        },
        AttackWrapping("the original in an Object of the signature", .refused(shape)) { victim in
            Victim.changingSignature(of: victim.forge(victim.root)) {
                $0.appending(Victim.object(Victim.unsigned(victim.root)))
            }
        },
        AttackWrapping("the original in KeyInfo", .refused(.duplicateID("_original"))) { victim in
            Victim.changingSignature(of: victim.forge(victim.root)) { signature in
                signature.replacing(XMLName(.xmlSignature, "KeyInfo")) { $0.appending(Victim.unsigned(victim.root)) }
            }
        },
        AttackWrapping("the signed original in Extensions, no signature outside", .refused(.absent)) { victim in
            Victim.unsigned(victim.forged(victim.root)).prepending(victim.extensions(victim.root))
        },
        AttackWrapping(
            "the signed original in Extensions, its signature outside too", .refused(.reference("#_original"))
        ) { victim in
            victim.forged(victim.root).prepending(victim.extensions(victim.root))
        },
        AttackWrapping("two signatures", .refused(.malformed("there is more than one Signature"))) { victim in
            victim.root.appending(Victim.signature(of: victim.root))
        },
        AttackWrapping("a signature within the signature", .refused(shape)) { victim in
            Victim.changingSignature(of: victim.forge(victim.root)) { $0.prepending(Victim.signature(of: victim.root)) }
        },
        AttackWrapping("an original that says xml:id", .refused(.xmlID("_original"))) { victim in
            let original = Victim.unsigned(victim.root).with(attribute: "ID", nil).with(attribute: xmlID, "_original")
            return victim.forge(victim.root).prepending(victim.extensions(original))
        },
        AttackWrapping("an original that says Id", .refused(.mismatch)) { victim in
            let original = Victim.unsigned(victim.root).with(attribute: "ID", nil).with(attribute: "Id", "_original")
            return victim.forge(victim.root).prepending(victim.extensions(original))
        },
        AttackWrapping("the reference's ID in an attribute with a prefix", .refused(.reference("#_original"))) {
            victim in
            victim.forged(victim.root).with(attribute: XMLName(victim.root.name.namespace, "ID"), "_original")
        },
        AttackWrapping("no ID", .refused(.malformed("the signed element must have an ID"))) { victim in
            victim.forge(victim.root).with(attribute: "ID", nil)
        },
        AttackWrapping("another root around the signed one", .refused(.absent)) { victim in
            XMLElement(XMLName(victim.root.name.namespace, "Wrapper"), [.element(victim.root)])
        },
        AttackWrapping("the content changed", .refused(.mismatch)) { victim in victim.forge(victim.root) },
        AttackWrapping("the root renamed", .refused(.mismatch)) { victim in
            victim.root.renamed(XMLName(victim.root.name.namespace, "Renamed"))
        },
        AttackWrapping("the signature taken away", .refused(.absent)) { victim in Victim.unsigned(victim.root) },
        AttackWrapping("the signature moved into a child", .refused(.absent)) { victim in
            Victim.unsigned(victim.root).appending(victim.extensions(Victim.signature(of: victim.root)))
        },
    ]

    static let shape = SignatureFailure.malformed(
        "Signature must hold SignedInfo, SignatureValue and at most a KeyInfo")

    private static let xmlID = XMLName(
        XMLNamespace(uri: "http://www.w3.org/XML/1998/namespace", prefix: "xml"), "id")
}
