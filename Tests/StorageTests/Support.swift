import Citizens
import Foundation
import Storage

extension Date {
    /// Returns a whole second in 2026 plus `seconds`.
    static func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_767_225_600 + seconds) }
}

/// Runs `attempt` many times at once, alternately on each of the databases.
func race<Value: Sendable>(
    _ count: Int, on databases: [Database], _ attempt: @escaping @Sendable (Connection, Int) throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for number in 0..<count {
            let database = databases[number % databases.count]
            group.addTask { try await database.write { try attempt($0, number) } }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}

extension LimitStore {
    /// Counts an event in a window of an hour.
    ///
    /// - Returns: Whether the row was unchanged since it was read.
    @discardableResult
    func count(_ subject: Subject, at now: Date, over entry: Entry? = nil) throws -> Bool {
        let read = try entry ?? read([subject])[subject] ?? .missing
        var tally = read.tally
        tally.add(at: now, windows: [.seconds(3600)])
        return try replace([.init(subject, tally, longest: .seconds(3600), over: read)], at: now) == [subject]
    }
}

extension LoginRow {
    static func sample(_ id: String = "login-1", cookieHash: [UInt8] = [1, 2, 3]) -> LoginRow {
        LoginRow(
            id: id, cookieHash: cookieHash, serviceProvider: "https://oficina.example/metadata", phase: "choosing",
            beginning: [4, 5], payload: [9, 8, 7], startedAt: .at(0), expiresAt: .at(900))
    }
}
