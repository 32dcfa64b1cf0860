import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage
import Telemetry

/// Writes audit events in the transaction of the decision that they record.
///
/// An event contains a keyed hash of the citizen's document. Only an operator with the key and the document number can
/// find a citizen's events.
struct AuditTrail {
    private let keys: KeyRing
    private let store: AuditStore

    init(_ keys: KeyRing, _ connection: Connection) {
        self.keys = keys
        store = AuditStore(connection)
    }

    /// Logs that a request was accepted and a login began.
    func started(_ login: Login, at now: Date) throws {
        try append("login.started", entry(of: login), login: login, at: now)
    }

    /// Logs that a password or a code was wrong.
    func proofFailed(_ method: Method, document: NationalIdentifier, login: Login, at now: Date) throws {
        var entry = entry(of: login)
        entry.method = method.name
        entry.person = person(document)
        try append("proof.failed", entry, login: login, at: now)
    }

    /// Logs that a valid proof did not reach the required level.
    func fellShort(_ authentication: Authentication, login: Login, at now: Date) throws {
        try append("proof.fell-short", entry(of: login, authentication), login: login, at: now)
    }

    /// Logs that a Response with an assertion was made.
    func granted(_ grant: Grant, assertion: String, login: Login, at now: Date) throws {
        var entry = entry(of: login, grant.authentication)
        entry.level = grant.level.description
        entry.assertion = assertion
        try append("login.granted", entry, login: login, at: now)
    }

    /// Logs that a Response with a refusal was made.
    ///
    /// - Parameter reference: The reference in the Response, in the log and on the page.
    func refused(_ refusal: Refusal, login: Login, reference: String?, at now: Date) throws {
        var entry = entry(of: login)
        entry.refusal = refusal.code
        entry.reference = reference
        try append("login.refused", entry, login: login, at: now)
    }

    /// Logs that a request was refused before a login began.
    func refusedAtOnce(
        _ refusal: Refusal, request: AcceptedRequest, reference: String?, at now: Date
    ) throws {
        var entry = entry(of: request)
        entry.refusal = refusal.code
        entry.reference = reference
        try append("request.refused", entry, login: nil, at: now)
    }

    /// Logs that a session was ended early: by the citizen, or by a request of a service.
    func sessionEnded(by service: EntityID? = nil, request: MessageID? = nil, at now: Date) throws {
        try append(
            "session.ended", Entry(service: service?.rawValue, request: request?.rawValue), login: nil, at: now)
    }

    /// Logs that the citizen consented to the release of their attributes to the service.
    func consentGiven(isRemembered: Bool, login: Login, at now: Date) throws {
        var entry = entry(of: login)
        entry.consent = isRemembered ? "remembered" : "once"
        try append("consent.given", entry, login: login, at: now)
    }

    /// Logs that the citizen withdrew a remembered consent.
    func consentWithdrawn(from service: EntityID, by principal: Principal, at now: Date) throws {
        var entry = Entry(service: service.rawValue)
        entry.person = keys.personKey(principal).hexadecimal
        try append("consent.withdrawn", entry, login: nil, at: now)
    }

    /// Logs the result of notifying a service that a session has ended.
    func serviceNotified(_ service: EntityID, _ outcome: LogoutParticipant.Outcome, at now: Date) throws {
        var entry = Entry(service: service.rawValue)
        entry.ending = outcome.rawValue
        try append("logout.told", entry, login: nil, at: now)
    }

    private struct Entry {
        var service: String?
        var request: String?
        /// The eIDAS SPType in the service's own request: public or private.
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

        /// A JSON object with the members that are set, in the order of their names.
        var json: String {
            var json = JSONLine()
            let members = [
                ("assertion", assertion), ("consent", consent), ("ending", ending), ("level", level),
                ("method", method), ("person", person), ("proof", proof), ("reference", reference),
                ("refusal", refusal), ("registration", registration), ("request", request), ("sector", sector),
                ("service", service),
            ]
            for case (let name, let value?) in members { json.add(name, value) }
            return json.text
        }
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
        entry.person = keys.personKey(authentication.person.principal).hexadecimal
        return entry
    }

    private func person(_ document: NationalIdentifier) -> String {
        keys.documentKey(document).hexadecimal
    }

    private func append(_ event: String, _ entry: Entry, login: Login?, at now: Date) throws {
        try store.append(event, login: login?.id.rawValue, payload: entry.json, at: now)
    }
}
