/// The policy of certificates that are always refused, because only natural persons in their own name may sign in.
package struct UnacceptedPolicy: Hashable, Sendable {
    package let policy: OID
    /// How many numbers may follow the policy.
    package let suffixComponents: Int
    package let kind: UnacceptedKind

    package init(policy: OID, suffixComponents: Int = 0, kind: UnacceptedKind) {
        self.policy = policy
        self.suffixComponents = suffixComponents
        self.kind = kind
    }

    package static let standard = [
        UnacceptedPolicy(policy: "1.3.6.1.4.1.5734.3.11.1", kind: .representative),
        UnacceptedPolicy(policy: "1.3.6.1.4.1.5734.3.11.2", kind: .representative),
        UnacceptedPolicy(policy: "1.3.6.1.4.1.5734.3.11.3", kind: .representative),
        UnacceptedPolicy(policy: "1.3.6.1.4.1.5734.3.7", kind: .legalPerson),
        UnacceptedPolicy(policy: "1.3.6.1.4.1.5734.3.3.4.4.1", kind: .publicEmployee),
        UnacceptedPolicy(policy: "1.3.6.1.4.1.5734.3.3.4.4.2", kind: .publicEmployee),
        UnacceptedPolicy(policy: "2.16.724.1.2.2.2.3", suffixComponents: 2, kind: .signatureOnly),
        UnacceptedPolicy(policy: "0.4.0.194112.1.1", kind: .seal),
        UnacceptedPolicy(policy: "0.4.0.194112.1.3", kind: .seal),
        UnacceptedPolicy(policy: "0.4.0.194112.1.4", kind: .webSite),
    ]
}

/// The kind of a certificate that does not identify a natural person.
package enum UnacceptedKind: String, Hashable, Sendable, CaseIterable {
    /// A person who acts for an organisation.
    case representative
    case legalPerson
    case publicEmployee
    /// For electronic signatures only, as the second certificate of the DNIe.
    case signatureOnly
    case seal
    case webSite
    case pseudonym
    /// The certificate of a certification authority.
    case authority
}
