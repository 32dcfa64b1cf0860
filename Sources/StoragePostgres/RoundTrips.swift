import Synchronization

/// Counts how often a connection waits for its server.
final class RoundTrips: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .relaxed) }

    func add() {
        number.add(1, ordering: .relaxed)
    }
}
