import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// Decides whether an attempt is judged now, and charges it to where it comes from.
///
/// Browsers in which this person has signed in have lanes of their own: one for passwords in all of them, and one each
/// for requests for a PIN and wrong codes. Everybody else is limited by their networks and, within each network, by
/// document: never by a document alone, which would let strangers shut its holder out.
struct Admissions {
    private let broker: Broker
    private let store: ChargeStore
    private let limits: LimitStore

    /// What is charged.
    enum Kind: String, Sendable, CaseIterable {
        case password
        case pinRequest
        /// Never refused: a citizen who has a code may always type it. It makes later attempts wait.
        case wrongCode
    }

    init(_ broker: Broker, _ connection: Connection) {
        self.broker = broker
        store = ChargeStore(connection)
        limits = LimitStore(connection)
    }

    /// Where an attempt is charged.
    struct Account: Sendable {
        /// Keyed hashes: of a browser's lane, or of networks with the narrowest first.
        let keys: [[UInt8]]
        /// What to wait for before the attempt is judged; nil when there is room everywhere.
        let pause: Pause?
        /// For charges of the document to the first of the keys.
        fileprivate let windows: [SlidingWindow]
    }

    /// The account of an attempt: the lane of a known browser while it has room, else the networks. Exact, as `hold`
    /// is.
    func account(
        for kind: Kind, of document: NationalIdentifier, by visitor: Visitor, at now: Date
    ) throws -> Account {
        try hold(look(kind, of: document, by: visitor, at: now), kind, of: document, by: visitor, at: now)
    }

    /// Makes sure of an account: when the one that is returned has no pause, no other transaction charges this document
    /// to the first of its keys any more until this one ends. So a hundred attempts at once have the room of one after
    /// the other. Writes nothing for an account with a pause.
    func hold(
        _ seen: Account, _ kind: Kind, of document: NationalIdentifier, by visitor: Visitor, at now: Date
    ) throws -> Account {
        guard seen.pause == nil else { return seen }
        let pair = broker.keys.pseudonyms.hash(
            "charges of a document", seen.keys[0], broker.documentKey(document).bytes)
        try limits.hold(kind.rawValue, subject: pair.bytes, at: now)
        guard try until(seen.windows, of: document, kind, network: seen.keys[0], at: now) != nil else { return seen }
        // Another transaction has taken the last room since.
        return try account(for: kind, of: document, by: visitor, at: now)
    }

    /// The account as far as other transactions have ended. Writes nothing.
    func look(
        _ kind: Kind, of document: NationalIdentifier, by visitor: Visitor, at now: Date
    ) throws -> Account {
        if let lane = lane(for: kind, of: document, by: visitor, at: now) {
            let windows = broker.settings.allowance.perKnownBrowser
            if try until(windows, of: document, kind, network: lane, at: now) == nil {
                return Account(keys: [lane], pause: nil, windows: windows)
            }
        }
        let windows = try windows(of: kind, document, at: now)
        return Account(
            keys: networkKeys(of: visitor), pause: try pause(kind, document, windows, visitor, at: now),
            windows: windows)
    }

    /// Charges an attempt before it is judged.
    func charge(
        _ kind: Kind, of document: NationalIdentifier, to account: Account, in login: LoginID, at now: Date
    ) throws {
        try add(kind, document, account.keys, login, at: now)
    }

    /// Charges a wrong code to the visitor who typed it. Codes are always judged, so nothing is admitted or refused
    /// here.
    func chargeWrongCode(
        of document: NationalIdentifier, by visitor: Visitor, in login: LoginID, at now: Date
    ) throws {
        let lane = lane(for: .wrongCode, of: document, by: visitor, at: now)
        try add(.wrongCode, document, lane.map { [$0] } ?? networkKeys(of: visitor), login, at: now)
    }

    /// The document was proved: takes back what this login was charged for it, and credits the networks.
    func forgive(_ document: NationalIdentifier, by visitor: Visitor, in login: LoginID, at now: Date) throws {
        try store.forgive(
            broker.documentKey(document).bytes, in: login.rawValue, networks: networkKeys(of: visitor), at: now)
    }

    private func lane(
        for kind: Kind, of document: NationalIdentifier, by visitor: Visitor, at now: Date
    ) -> [UInt8]? {
        switch kind {
        case .password: visitor.known?.passwordLane(of: document, keys: broker.keys, at: now)?.bytes
        case .pinRequest, .wrongCode: visitor.known?.codeLane(of: document, keys: broker.keys, at: now)?.bytes
        }
    }

    private func networkKeys(of visitor: Visitor) -> [[UInt8]] {
        ClientNetwork.networks(of: visitor.address).map { broker.networkKey($0).bytes }
    }

    private func add(
        _ kind: Kind, _ document: NationalIdentifier, _ networks: [[UInt8]], _ login: LoginID, at now: Date
    ) throws {
        try store.add(
            .init(
                kind: kind.rawValue, networks: networks, document: broker.documentKey(document).bytes,
                login: login.rawValue), at: now)
    }

    /// The longest pause of all networks: nothing here depends on whether what was typed is right.
    private func pause(
        _ kind: Kind, _ document: NationalIdentifier, _ ofDocument: [SlidingWindow], _ visitor: Visitor,
        at now: Date
    ) throws -> Pause? {
        let allowance = broker.settings.allowance
        var pauses: [Pause] = []
        for network in ClientNetwork.networks(of: visitor.address) {
            let key = broker.networkKey(network).bytes
            let wide = { (window: SlidingWindow) in
                SlidingWindow(window.maximum * network.factor, in: window.length)
            }
            if let until = try until(ofDocument.map(wide), of: document, kind, network: key, at: now) {
                pauses.append(Pause(until: until, cause: .document))
            }
            let credit = try store.credits(
                of: key, since: now - 86_400, maximum: allowance.maximumCredit)
            for window in allowance.perAddress.map(wide) {
                let full = try store.fullUntil(
                    network: key, maximum: window.maximum + credit, window: window.length, at: now)
                if let full { pauses.append(Pause(until: full, cause: .network)) }
            }
        }
        return pauses.max { $0.until < $1.until }
    }

    private func windows(
        of kind: Kind, _ document: NationalIdentifier, at now: Date
    ) throws -> [SlidingWindow] {
        let allowance = broker.settings.allowance
        let isAttacked =
            try kind == .password
            && store.hasAtLeast(
                allowance.attackThreshold, kind: kind.rawValue, document: broker.documentKey(document).bytes,
                since: now - 86_400)
        return isAttacked ? allowance.perDocumentUnderAttack : allowance.perDocument
    }

    private func until(
        _ windows: [SlidingWindow], of document: NationalIdentifier, _ kind: Kind, network: [UInt8],
        at now: Date
    ) throws -> Date? {
        try windows.compactMap { window in
            try store.fullUntil(
                network: network, document: broker.documentKey(document).bytes, kind: kind.rawValue,
                maximum: window.maximum, window: window.length, at: now)
        }.max()
    }
}
