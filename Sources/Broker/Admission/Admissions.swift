import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// Decides whether an attempt is judged now, and charges the attempt to its source.
///
/// A browser in which the citizen has signed in before has its own lanes: one lane for passwords, shared by all of the
/// citizen's known browsers, and one lane per browser for PIN requests and wrong codes. Every other browser is limited
/// by its networks and, within each network, by document. A document alone is never a limit: an attacker could use it
/// to lock the holder out.
struct Admissions {
    private let register: Register
    private let kind: Kind
    private let document: [UInt8]
    private let lane: [UInt8]?
    /// The networks of the client, the narrowest first.
    private let networks: [(key: [UInt8], factor: Int)]
    private let now: Date

    enum Kind: String, Sendable, CaseIterable {
        case password
        case pinRequest
        /// A wrong code. It is never refused, because a citizen with a code may always type it. It delays later
        /// attempts.
        case wrongCode
    }

    /// The names of the tallies in the store: the charges of a document in a network, all charges of a network, the
    /// passwords for a document from every network, and the documents that signed in from a network.
    enum Subject {
        static func document(_ document: [UInt8], in account: [UInt8], _ kind: Kind) -> LimitStore.Subject {
            LimitStore.Subject("document.\(kind.rawValue)", account + document)
        }

        static func network(_ key: [UInt8]) -> LimitStore.Subject { .init("network", key) }
        static func attack(_ document: [UInt8]) -> LimitStore.Subject { .init("attack", document) }
        static func credit(_ network: [UInt8]) -> LimitStore.Subject { .init("credit", network) }
    }

    /// The time for which a credit counts, and a password counts toward an attack.
    private static let day = Duration.seconds(86_400)

    init(_ register: Register, _ kind: Kind, of document: NationalIdentifier, by visitor: Visitor, at now: Date) {
        self.register = register
        self.kind = kind
        self.document = register.keys.documentKey(document).bytes
        self.now = now
        lane =
            switch kind {
            case .password: visitor.known?.passwordLane(of: document, keys: register.keys, at: now)?.bytes
            case .pinRequest, .wrongCode: visitor.known?.codeLane(of: document, keys: register.keys, at: now)?.bytes
            }
        networks = ClientNetwork.networks(of: visitor.address).map { (register.keys.networkKey($0).bytes, $0.factor) }
    }

    struct Account {
        /// Keyed hashes: one for a browser's lane, or one for each network with the narrowest first.
        let keys: [[UInt8]]
        let isLane: Bool
        /// The pause before the attempt is judged; nil when every limit allows it.
        let pause: Pause?
        /// The limits that count a judged attempt.
        fileprivate let limits: [Limit]
    }

    /// The tallies that `account(in:)` reads. For a wrong code, the tallies that a right code changes.
    var subjects: [LimitStore.Subject] {
        let accounts = (lane.map { [$0] } ?? []) + networks.map(\.key)
        let kind = kind == .wrongCode ? .pinRequest : kind
        return accounts.map { Subject.document(document, in: $0, kind) }
            + networks.flatMap { [Subject.network($0.key), Subject.credit($0.key)] }
            + (kind == .password ? [Subject.attack(document)] : [])
    }

    /// Returns the account of an attempt: the lane of a known browser, or the networks when the
    /// lane is full or absent.
    func account(in tallies: Tallies) -> Account {
        if let lane {
            let limit = limit(of: lane, register.allowance.perKnownBrowser)
            if tallies.pause(limit) == nil { return Account(keys: [lane], isLane: true, pause: nil, limits: [limit]) }
        }
        let limits = networkLimits(in: tallies)
        // The longest pause of all networks. It does not depend on whether the typed data is right.
        return Account(
            keys: networks.map(\.key), isLane: false, pause: limits.compactMap { tallies.pause($0) }.longest,
            limits: limits)
    }

    /// Charges an attempt before it is judged. The caller saves the tallies.
    func charge(
        to account: Account, in login: LoginID, tallies: inout Tallies, on connection: Connection
    ) throws {
        for limit in account.limits { tallies.count(limit) }
        if kind == .password {
            // The limits above follow from this tally: an attempt that began before others filled it runs again.
            let wasAttacked = isAttacked(in: tallies)
            record(Subject.attack(document), in: &tallies) { isAttacked($0) == wasAttacked }
        }
        try note(account.keys, isLane: account.isLane, login, on: connection)
    }

    /// Charges a wrong code to the visitor who typed it. A code is always judged, so this function neither admits nor
    /// refuses. The caller saves the tallies.
    func chargeWrongCode(in login: LoginID, tallies: inout Tallies, on connection: Connection) throws {
        if let lane { return try note([lane], isLane: true, login, on: connection) }
        try tallies.read(networks.map { Subject.network($0.key) })
        for network in networks { record(Subject.network(network.key), in: &tallies) }
        try note(networks.map(\.key), isLane: false, login, on: connection)
    }

    /// Refunds the charges of this login after the citizen has proved the document, and credits the networks. The
    /// caller saves the tallies.
    func forgive(in login: LoginID, tallies: inout Tallies, on connection: Connection) throws {
        let store = ChargeStore(connection)
        let forgiven = try store.forgive(document, in: login.rawValue)
        let credits = try store.credit(document, to: networks.map(\.key), at: now)
        let charged = forgiven.map { (subjects: subjects(of: $0), at: $0.occurredAt) }
        try tallies.read(charged.flatMap(\.subjects) + credits.map { Subject.credit($0.network) })
        for (subjects, time) in charged {
            for subject in subjects { tallies.change(subject, within: lengths) { $0.remove(at: time) } }
        }
        for credit in credits {
            tallies.change(Subject.credit(credit.network), within: [Self.day]) { [now] tally in
                if let earlier = credit.replacing { tally.remove(at: earlier) }
                tally.add(at: now, windows: [Self.day])
            }
        }
    }

    private func subjects(of charge: ChargeStore.Forgiven) -> [LimitStore.Subject] {
        var subjects = charge.breadth < 0 ? [] : [Subject.network(charge.account)]
        guard let kind = Kind(rawValue: charge.kind), kind != .wrongCode else { return subjects }
        subjects.append(Subject.document(document, in: charge.account, kind))
        if kind == .password, charge.breadth <= 0 { subjects.append(Subject.attack(document)) }
        return subjects
    }

    private func limit(of account: [UInt8], _ windows: [SlidingWindow]) -> Limit {
        Limit(Subject.document(document, in: account, kind), windows, .document)
    }

    /// Returns the limits for each network: one for the document and one for all charges.
    private func networkLimits(in tallies: Tallies) -> [Limit] {
        let allowance = register.allowance
        let ofDocument = isAttacked(in: tallies) ? allowance.perDocumentUnderAttack : allowance.perDocument
        return networks.flatMap { network in
            let credit = min(
                tallies[Subject.credit(network.key)].certainCount(in: Self.day, at: now), allowance.maximumCredit)
            return [
                limit(of: network.key, ofDocument.map { $0.enlarged(by: network.factor) }),
                Limit(
                    Subject.network(network.key),
                    allowance.perAddress.map { $0.enlarged(by: network.factor, and: credit) },
                    .network),
            ]
        }
    }

    private func isAttacked(in tallies: Tallies) -> Bool {
        guard kind == .password else { return false }
        return isAttacked(tallies[Subject.attack(document)])
    }

    private func isAttacked(_ attack: Tally) -> Bool {
        attack.fullUntil(SlidingWindow(register.allowance.attackThreshold, in: Self.day), at: now) != nil
    }

    /// Counts an event, even when the limit is full.
    private func record(
        _ subject: LimitStore.Subject, in tallies: inout Tallies, ifAllowed: @escaping (Tally) -> Bool = { _ in true }
    ) {
        tallies.change(subject, within: lengths, ifAllowed: ifAllowed) { [now, lengths] in
            $0.add(at: now, windows: lengths)
        }
    }

    /// The lengths of all windows in which charges count.
    private var lengths: [Duration] { register.allowance.perAddress.map(\.length) + [Self.day] }

    private func note(_ accounts: [[UInt8]], isLane: Bool, _ login: LoginID, on connection: Connection) throws {
        try ChargeStore(connection).add(
            .init(
                kind: kind.rawValue, accounts: accounts, isLane: isLane, document: document, login: login.rawValue),
            at: now)
    }
}
