/// The cost of one operation in several rounds, in seconds of processor time.
struct Measurement: Sendable {
    /// The time for one operation in each round, in ascending order. Not empty.
    private let rounds: [Double]

    init(rounds: [Double]) {
        precondition(!rounds.isEmpty, "a measurement has at least one round")
        self.rounds = rounds.sorted()
    }

    var median: Double { rounds[rounds.count / 2] }
    var minimum: Double { rounds[0] }
    var maximum: Double { rounds[rounds.count - 1] }

    /// The number of measured rounds, after a warm-up. Odd, so that the median is one of them.
    static let rounds = 15

    /// The processor time of one round, in seconds. Rounds are short, so that operations measured in turns have the
    /// same conditions.
    private static let roundLength = 0.012

    /// Measures an operation.
    static func of(_ operation: @escaping () throws -> Void) throws -> Measurement {
        try sideBySide([operation])[0]
    }

    /// Measures operations in turns, so that changes on the machine affect all of them equally.
    static func sideBySide(_ operations: [() throws -> Void]) throws -> [Measurement] {
        let counts = try operations.map { try iterations(of: $0) }
        var times = [[Double]](repeating: [], count: operations.count)
        for _ in 0..<rounds {
            for (index, operation) in operations.enumerated() {
                times[index].append(try time(operation, counts[index]) / Double(counts[index]))
            }
        }
        return times.map(Measurement.init(rounds:))
    }

    /// Measures an asynchronous operation.
    static func of(
        times count: Int, rounds: Int = rounds, _ operation: () async throws -> Void
    ) async throws -> Measurement {
        var times: [Double] = []
        for round in 0...rounds {
            let start = CPUClock.process
            for _ in 0..<count { try await operation() }
            if round > 0 { times.append((CPUClock.process - start) / Double(count)) }
        }
        return Measurement(rounds: times)
    }

    /// Returns the number of operations in a round. Also warms up caches.
    private static func iterations(of operation: () throws -> Void) throws -> Int {
        var count = 1
        while true {
            let spent = try time(operation, count)
            if spent >= roundLength { return count }
            count = spent < roundLength / 20 ? count * 10 : Int(Double(count) * roundLength / spent * 1.1) + 1
        }
    }

    private static func time(_ operation: () throws -> Void, _ count: Int) throws -> Double {
        let start = CPUClock.process
        for _ in 0..<count { try operation() }
        return CPUClock.process - start
    }
}
