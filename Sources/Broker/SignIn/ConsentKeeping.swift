import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// The citizen's word on what a service is told, where the operator wants it: without one nothing is told.
struct ConsentKeeping: Sendable {
    private let broker: Broker
    private let service: EntityID
    private let person: String
    private let word: ConsentWord?
    /// SHA-256 of what the service is told, by name: another thing to tell is another thing to agree to.
    private let content: [UInt8]

    /// Nil for a service that asks nobody.
    ///
    /// - Parameter word: what the citizen has just said; nil when they were not asked yet.
    /// - Throws: when what is told cannot be written down.
    init?(_ broker: Broker, _ login: Login, of proof: Authentication, to service: ServiceProvider, word: ConsentWord?)
        throws
    {
        guard service.policy.asksConsent else { return nil }
        self.broker = broker
        self.service = service.entityID
        self.word = word
        person = proof.person.principal.text
        content = try Self.fingerprint(
            broker.disclosures(of: login, to: service),
            try? AnswerDecision.nameIDFormat(for: login.request, of: service))
    }

    private static func fingerprint(_ disclosures: [Disclosure], _ format: NameIDFormat?) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = try disclosures.map { String(decoding: try encoder.encode($0), as: UTF8.self) }.sorted()
        lines.append(format?.rawValue ?? "")
        return SecretHash.sha256(of: Array(lines.joined(separator: "\n").utf8)).bytes
    }

    /// - Parameter agreed: the stored consent of the person for the service; nil when there is none.
    /// - Throws: `SignInError.consentMissing` when the citizen has to be asked.
    func require(_ agreed: [UInt8]?) throws(SignInError) {
        guard word == nil, agreed != content else { return }
        throw .consentMissing
    }

    /// Writes down what the citizen has just said, in the transaction of the answer.
    func keep(_ trail: AuditTrail, of login: Login, at now: Date, on connection: Connection) throws {
        guard let word else { return }
        if word == .forGood {
            let id = try PersonStore(connection).findOrCreate(
                person, candidate: Handle(random: broker.random).text, at: now)
            try ConsentStore(connection).remember(content, of: id, for: service.rawValue, at: now)
        }
        try trail.consentGiven(isRemembered: word == .forGood, login: login, at: now)
    }
}
