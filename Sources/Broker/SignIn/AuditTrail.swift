import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// Writes down what was decided, in the transaction of the decision itself.
///
/// A person is there as a keyed hash of the document, so that what somebody did can be found by whoever has the key
/// and the number, and read by nobody else.
struct AuditTrail {
    private let broker: Broker
    private let store: AuditStore

    init(_ broker: Broker, _ connection: Connection) {
        self.broker = broker
        store = AuditStore(connection)
    }

    /// A request was accepted and a journey begins.
    func started(_ login: Login, at now: Date) throws {
        try append("login.started", entry(of: login), login: login, at: now)
    }

    /// A password or a code was wrong.
    func proofFailed(_ method: Method, document: NationalIdentifier, login: Login, at now: Date) throws {
        var entry = entry(of: login)
        entry.method = method.name
        entry.person = person(document)
        try append("proof.failed", entry, login: login, at: now)
    }

    /// A proof was good and not enough.
    func fellShort(_ authentication: Authentication, login: Login, at now: Date) throws {
        try append("proof.fell-short", entry(of: login, authentication), login: login, at: now)
    }

    /// A Response with an assertion has been made.
    func granted(_ grant: Grant, assertion: String, login: Login, at now: Date) throws {
        var entry = entry(of: login, grant.authentication)
        entry.level = grant.level.description
        entry.assertion = assertion
        try append("login.granted", entry, login: login, at: now)
    }

    /// A Response that refuses has been made.
    ///
    /// - Parameter reference: what that Response, the log and the page say of it.
    func refused(_ refusal: Refusal, login: Login, reference: String?, at now: Date) throws {
        var entry = entry(of: login)
        entry.refusal = refusal.code
        entry.reference = reference
        try append("login.refused", entry, login: login, at: now)
    }

    /// A request was refused before any journey began.
    func refusedAtOnce(
        _ refusal: Refusal, request: AcceptedRequest, reference: String?, at now: Date
    ) throws {
        var entry = entry(of: request)
        entry.refusal = refusal.code
        entry.reference = reference
        try append("request.refused", entry, login: nil, at: now)
    }

    /// A session has ended before its time: by the service that asked for it with that request, or by the citizen.
    func sessionEnded(by service: EntityID? = nil, request: MessageID? = nil, at now: Date) throws {
        try append(
            "session.ended", Entry(service: service?.rawValue, request: request?.rawValue), login: nil, at: now)
    }

    /// The citizen agreed to what the service is told.
    func consentGiven(isRemembered: Bool, login: Login, at now: Date) throws {
        var entry = entry(of: login)
        entry.consent = isRemembered ? "remembered" : "once"
        try append("consent.given", entry, login: login, at: now)
    }

    /// The citizen took back what they had agreed to for good.
    func consentWithdrawn(from service: EntityID, by principal: Principal, at now: Date) throws {
        var entry = Entry(service: service.rawValue)
        entry.person = broker.personKey(principal).hexadecimal
        try append("consent.withdrawn", entry, login: nil, at: now)
    }

    /// A service was told of the end of a session, or could not be.
    func serviceTold(_ service: EntityID, _ ending: LogoutParticipant.Ending, at now: Date) throws {
        var entry = Entry(service: service.rawValue)
        entry.ending = ending.rawValue
        try append("logout.told", entry, login: nil, at: now)
    }

    private struct Entry: Encodable {
        var service: String?
        var request: String?
        /// What the service says in its own request that it is, public or private: eIDAS's SPType.
        var sector: String?
        var method: String?
        var proof: String?
        var registration: String?
        var level: String?
        var person: String?
        var assertion: String?
        var refusal: String?
        var ending: String?
        var consent: String?
        var reference: String?
    }

    private func entry(of login: Login) -> Entry {
        entry(of: login.request)
    }

    private func entry(of request: AcceptedRequest) -> Entry {
        Entry(
            service: request.issuer.rawValue, request: request.inResponseTo?.rawValue,
            sector: request.isSigned ? request.eidas.spType?.rawValue : nil)
    }

    private func entry(of login: Login, _ authentication: Authentication) -> Entry {
        var entry = entry(of: login)
        entry.method = authentication.proof.method.name
        entry.proof = authentication.proof.rawValue
        entry.registration = authentication.registration.rawValue
        entry.person = broker.personKey(authentication.person.principal).hexadecimal
        return entry
    }

    private func person(_ document: NationalIdentifier) -> String {
        broker.documentKey(document).hexadecimal
    }

    private func append(_ event: String, _ entry: Entry, login: Login?, at now: Date) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let payload = String(decoding: try encoder.encode(entry), as: UTF8.self)
        try store.append(event, login: login?.id.rawValue, payload: payload, at: now)
    }
}
