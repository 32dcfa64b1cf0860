import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// Holds requests and mistakes against the limits of the register's rules.
struct LimitLedger {
    private let broker: Broker
    private let store: LimitStore

    init(_ broker: Broker, _ connection: Connection) {
        self.broker = broker
        store = LimitStore(connection)
    }

    /// Whom an event is counted for. A limit for each of what is nil here does not apply.
    struct Party {
        let document: NationalIdentifier
        /// `Broker.claimKey` of the document and its datum of contrast; nil where none was asked for.
        var claim: SecretHash?
        /// The client's.
        var address: String?
    }

    /// Counts one more event, if every limit has room for it.
    ///
    /// All limits are looked at, and the longest wait is told: if the first that is full spoke, the answer would tell
    /// whether it was one that only mistakes fill, and so whether what was typed was right.
    /// - Returns: nil when it was counted, else when to try again.
    func admit(_ event: RateLimit.Event, of party: Party, limits: [RateLimit], at now: Date) throws -> Date? {
        let own = rules(limits.filter { $0.event == event }, party)
        let pauses = rules(limits.filter { $0.event != event }, party)
        return until(try store.admit(own, besides: pauses, at: now))
    }

    /// Until when the party is paused by mistakes of that kind; nil when it is not. Counts nothing.
    func pause(_ event: RateLimit.Event, of party: Party, limits: [RateLimit], at now: Date) throws -> Date? {
        until(try store.check(rules(limits.filter { $0.event == event }, party), at: now))
    }

    /// Writes a mistake down against the claim to which it belongs.
    func record(_ mistake: RateLimit.Event, of claim: SecretHash, at now: Date) throws {
        try store.record(mistake.rawValue, subject: claim.bytes, at: now)
    }

    private func rules(_ limits: [RateLimit], _ party: Party) -> [LimitRule] {
        let groups = Dictionary(grouping: limits) { Group(event: $0.event, scope: $0.scope) }
        return groups.compactMap { group, limits in
            subject(group.scope, party).map { subject in
                LimitRule(
                    kind: group.event.rawValue, subject: subject,
                    windows: limits.map { .init($0.maximum, in: $0.window) })
            }
        }
    }

    private struct Group: Hashable {
        let event: RateLimit.Event
        let scope: RateLimit.Scope
    }

    private func subject(_ scope: RateLimit.Scope, _ party: Party) -> [UInt8]? {
        switch scope {
        case .document: broker.documentKey(party.document).bytes
        case .claim: party.claim?.bytes
        case .documentFromAddress: party.address.map { broker.documentKey(party.document, from: $0).bytes }
        case .clientAddress: party.address.map { broker.addressKey($0).bytes }
        case .everything: Array("everything".utf8)
        }
    }

    private func until(_ admission: Admission) -> Date? {
        switch admission {
        case .admitted: nil
        case .full(_, _, let until): until
        }
    }
}
