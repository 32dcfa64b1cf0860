import Broker
import NIOCore
import Synchronization

/// The connections of a listener: counts them per client, and chooses which to close in favour of another.
///
/// When a client has reached its cap, or the listener is full, the table closes a connection that is not being answered
/// before it refuses the new one. It chooses the client that is nearest to its cap, and of its connections the one that
/// has used the largest part of the time of its phase. So silent connections are closed before that of a citizen who
/// has just arrived or is typing a card's PIN.
final class ConnectionTable: Sendable {
    typealias ID = ObjectIdentifier

    /// Why the table closes a connection.
    enum Cause: String, Sendable, CaseIterable {
        /// The client has reached its cap, and all its connections are being answered.
        case clientFull = "client-full"
        /// The listener has reached its maximum, and all connections are being answered.
        case listenerFull = "listener-full"
        /// Closed in favour of another connection of the same client.
        case evictedByClient = "evicted-by-client"
        /// Closed in favour of a connection of another client.
        case evictedByListener = "evicted-by-listener"
        /// Descriptors ran out.
        case descriptors
    }

    /// A connection that the table has closed.
    struct Closed: Sendable {
        let cause: Cause
        let client: NetworkAddress?
    }

    /// The result of counting a new connection.
    struct Admission: Sendable {
        let isAdmitted: Bool
        /// The connections that were closed: others in favour of this one, or this one.
        let closed: [Closed]
    }

    let limits: ConnectionLimits
    private let deadlines: ConnectionDeadlines
    private let state = Mutex(State())

    private struct Entry {
        var client: NetworkAddress?
        /// Whether a PROXY header named the client.
        var isNamed = false
        /// The networks in which the connection counts, the narrowest first.
        var networks: [(network: ClientNetwork, cap: Int)]
        var phase = ConnectionPhase.opening
        var since: NIODeadline
        let close: @Sendable () -> Void
    }

    private struct State {
        var entries: [ID: Entry] = [:]
        var members: [ClientNetwork: Set<ID>] = [:]

        mutating func insert(_ entry: Entry, _ id: ID) {
            entries[id] = entry
            for (network, _) in entry.networks { members[network, default: []].insert(id) }
        }

        mutating func remove(_ id: ID) -> Entry? {
            guard let entry = entries.removeValue(forKey: id) else { return nil }
            for (network, _) in entry.networks {
                members[network]?.remove(id)
                if members[network]?.isEmpty == true { members[network] = nil }
            }
            return entry
        }
    }

    init(limits: ConnectionLimits, deadlines: ConnectionDeadlines) {
        self.limits = limits
        self.deadlines = deadlines
    }

    var count: Int { state.withLock { $0.entries.count } }

    /// Counts a new connection.
    ///
    /// - Parameters:
    ///   - address: of the other end; nil when it has none.
    ///   - isProxy: whether that is a trusted proxy, which has a cap of its own.
    ///   - close: closes the connection; called from any thread, without the lock.
    func open(
        _ id: ID, from address: NetworkAddress?, isProxy: Bool, at now: NIODeadline,
        close: @escaping @Sendable () -> Void
    ) -> Admission {
        var networks = networks(of: address)
        if isProxy { networks = [(networks[0].network, limits.perProxy)] }
        return admit(id, at: now) { [networks] _ in
            Entry(client: address, networks: networks, since: now, close: close)
        }
    }

    /// Counts a proxy's connection for the client that its PROXY header names.
    func identify(_ id: ID, as client: NetworkAddress, at now: NIODeadline) -> Admission {
        let networks = networks(of: client)
        return admit(id, at: now) { entry in
            entry.map {
                Entry(
                    client: client, isNamed: true, networks: networks, phase: $0.phase, since: $0.since,
                    close: $0.close)
            }
        }
    }

    /// Returns the networks in which a connection counts, and the cap of each. Connections without an address count
    /// together: those of a Unix socket, and those that ended before their address was read.
    private func networks(of address: NetworkAddress?) -> [(network: ClientNetwork, cap: Int)] {
        ClientNetwork.networks(of: address?.text ?? "").map { ($0, limits.perAddress * $0.factor) }
    }

    /// Returns the client that a PROXY header named for a connection; nil for every other connection.
    func namedClient(of id: ID) -> NetworkAddress? {
        state.withLock { $0.entries[id].flatMap { $0.isNamed ? $0.client : nil } }
    }

    func enter(_ phase: ConnectionPhase, _ id: ID, at now: NIODeadline) {
        state.withLock { state in
            state.entries[id]?.phase = phase
            state.entries[id]?.since = now
        }
    }

    /// Removes a connection that has ended.
    func end(_ id: ID) {
        state.withLock { _ = $0.remove(id) }
    }

    /// Closes some connections because descriptors ran out.
    func relieve(at now: NIODeadline) -> [Closed] {
        let evicted = state.withLock { evictBatch(&$0, at: now) }
        for entry in evicted { entry.close() }
        return evicted.map { Closed(cause: .descriptors, client: $0.client) }
    }

    private func admit(_ id: ID, at now: NIODeadline, _ make: (Entry?) -> Entry?) -> Admission {
        let (isAdmitted, entry, evicted) = state.withLock { state -> (Bool, Entry?, [(Cause, Entry)]) in
            var evicted: [(Cause, Entry)] = []
            let old = state.remove(id)
            guard let entry = make(old) else { return (false, nil, []) }
            for (network, cap) in entry.networks where state.members[network, default: []].count >= cap {
                guard let victim = evictOne(of: network, &state, at: now) else { return (false, entry, evicted) }
                evicted.append((.evictedByClient, victim))
            }
            if state.entries.count >= limits.maximum {
                let victims = evictBatch(&state, at: now)
                guard !victims.isEmpty else { return (false, nil, evicted + [(.listenerFull, entry)]) }
                evicted += victims.map { (.evictedByListener, $0) }
            }
            state.insert(entry, id)
            return (true, nil, evicted)
        }
        let refused = entry.map { [(Cause.clientFull, $0)] } ?? []
        for (_, entry) in evicted + refused { entry.close() }
        return Admission(
            isAdmitted: isAdmitted, closed: (evicted + refused).map { Closed(cause: $0.0, client: $0.1.client) })
    }

    private func evictOne(of network: ClientNetwork, _ state: inout State, at now: NIODeadline) -> Entry? {
        let candidates = state.members[network, default: []].filter { state.entries[$0]?.phase.isEvictable == true }
        guard let victim = candidates.max(by: { share(of: $0, state, at: now) < share(of: $1, state, at: now) }) else {
            return nil
        }
        return state.remove(victim)
    }

    /// Closes a 64th of the maximum: looking at all connections for each new one would cost more than the connection.
    private func evictBatch(_ state: inout State, at now: NIODeadline) -> [Entry] {
        let candidates = state.entries.filter { $0.value.phase.isEvictable }.map { id, entry in
            (id: id, weight: weight(of: entry, state), share: share(of: id, state, at: now))
        }
        let ordered = candidates.sorted { ($0.weight, $0.share) > ($1.weight, $1.share) }
        return ordered.prefix(max(1, limits.maximum / 64)).compactMap { state.remove($0.id) }
    }

    /// Returns how near the client is to its cap, in its fullest network.
    private func weight(of entry: Entry, _ state: State) -> Double {
        entry.networks.map { Double(state.members[$0.network, default: []].count) / Double($0.cap) }.max() ?? 0
    }

    /// Returns how much of the time of its phase a connection has used.
    private func share(of id: ID, _ state: State, at now: NIODeadline) -> Double {
        guard let entry = state.entries[id], let allowance = deadlines.allowance(of: entry.phase) else { return 0 }
        return Double((now - entry.since).nanoseconds) / Double(max(1, allowance.nanoseconds))
    }
}
