import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// The citizen's consent to the release of attributes to a service, where the operator requires it. Without consent, no
/// attribute is released.
struct ConsentKeeping: Sendable {
    private let signIn: SignIn
    private let service: EntityID
    private let person: String
    private let choice: ConsentChoice?
    /// SHA-256 of the attribute names and the NameID format. A changed list needs a new consent.
    private let content: [UInt8]

    /// Nil for a service that needs no consent.
    ///
    /// - Parameter choice: The citizen's new answer; nil when the question was not asked yet.
    /// - Throws: An encoding error of the attribute list.
    init?(
        _ signIn: SignIn, _ login: Login, of proof: Authentication, to service: ServiceProvider, choice: ConsentChoice?
    )
        throws
    {
        guard service.policy.asksConsent else { return nil }
        self.signIn = signIn
        self.service = service.entityID
        self.choice = choice
        person = proof.person.principal.text
        content = try Self.fingerprint(
            signIn.entities.disclosures(of: login, to: service),
            try? AnswerDecision.nameIDFormat(for: login.request, of: service))
    }

    private static func fingerprint(_ disclosures: [Disclosure], _ format: NameIDFormat?) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = try disclosures.map { String(decoding: try encoder.encode($0), as: UTF8.self) }.sorted()
        lines.append(format?.rawValue ?? "")
        return SecretHash.sha256(of: Array(lines.joined(separator: "\n").utf8)).bytes
    }

    /// - Parameter agreed: The stored consent of the citizen for the service; nil when there is none.
    /// - Throws: `SignInError.consentMissing` when the citizen must be asked.
    func require(_ agreed: [UInt8]?) throws(SignInError) {
        guard choice == nil, agreed != content else { return }
        throw .consentMissing
    }

    /// Stores the citizen's new answer, in the transaction of the answer.
    func keep(_ trail: AuditTrail, of login: Login, at now: Date, on connection: Connection) throws {
        guard let choice else { return }
        if choice == .remembered {
            let id = try PersonStore(connection).findOrCreate(
                person, candidate: Handle(random: signIn.random).text, at: now)
            try ConsentStore(connection).remember(content, of: id, for: service.rawValue, at: now)
        }
        try trail.consentGiven(isRemembered: choice == .remembered, login: login, at: now)
    }
}
