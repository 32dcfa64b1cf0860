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

    /// What is written down of a mistake, or of its absence: both cost the same.
    enum Entry: String {
        case wrongContrast
        case rightContrast
        case wrongCode
    }

    /// Counts one more event, if every limit has room for it.
    ///
    /// All limits are looked at, and the longest wait is told: if the first that is full spoke, the answer would tell
    /// whether it was one that only mistakes fill, and so whether what was typed was right.
    /// - Returns: nil when it was counted, else when to try again.
    func admit(
        _ event: RateLimit.Event, of document: NationalIdentifier, from address: String, limits: [RateLimit],
        at now: Date
    ) throws -> Date? {
        let pauses = limits.filter { $0.event != event }
        let own = limits.filter { $0.event == event }
        let ends = [
            until(try store.check(rules(pauses, document, address), at: now)),
            until(try store.check(rules(own, document, address), at: now)),
        ]
        if let last = ends.compactMap(\.self).max() { return last }
        return until(try store.admit(rules(own, document, address), at: now))
    }

    /// Until when the document is paused by mistakes of that kind; nil when it is not. Counts nothing.
    func pause(
        _ event: RateLimit.Event, of document: NationalIdentifier, limits: [RateLimit], at now: Date
    ) throws -> Date? {
        until(try store.check(rules(limits.filter { $0.event == event }, document, nil), at: now))
    }

    /// Writes an event down against the document, and against the address if one is given.
    func record(_ entry: Entry, of document: NationalIdentifier, from address: String?, at now: Date) throws {
        try store.record(entry.rawValue, subject: broker.documentKey(document).bytes, at: now)
        guard let address else { return }
        try store.record(entry.rawValue, subject: broker.addressKey(address).bytes, at: now)
    }

    private func rules(_ limits: [RateLimit], _ document: NationalIdentifier, _ address: String?) -> [LimitRule] {
        let groups = Dictionary(grouping: limits) { Group(event: $0.event, scope: $0.scope) }
        return groups.compactMap { group, limits in
            subject(group.scope, document, address).map { subject in
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

    private func subject(_ scope: RateLimit.Scope, _ document: NationalIdentifier, _ address: String?) -> [UInt8]? {
        switch scope {
        case .document: broker.documentKey(document).bytes
        case .clientAddress: address.map { broker.addressKey($0).bytes }
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
