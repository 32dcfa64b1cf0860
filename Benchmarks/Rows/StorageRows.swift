import Foundation
import Storage

/// The cost of database access: transactions with one statement each, by key.
struct StorageRows {
    private let report: Report

    private static let rounds = 7
    /// The number of transactions in a round.
    private static let round = 2000
    /// The number of concurrent tasks in the rows with several.
    private static let many = 8

    init(_ report: Report) {
        self.report = report
    }

    func run() async throws {
        report.heading("A transaction with one statement", note: "SQLite waits for the disk (synchronous = FULL)")
        try await measure(.onDisk())
        if let storage = await MeasuredStorage.postgres() { try await measure(storage) }
    }

    private func measure(_ storage: MeasuredStorage) async throws {
        let database = try await Database(driver: storage.driver).migrated()
        for number in 0..<Self.many { try await database.write { try LoginStore($0).insert(Self.login(number)) } }
        for tasks in [1, Self.many] {
            try await measure("\(storage.name), reading, \(tasks) at a time", tasks) { number, _ in
                _ = try await database.read { try LoginStore($0).load(Self.id(number)) }
            }
            try await measure("\(storage.name), writing, \(tasks) at a time", tasks) { number, turn in
                _ = try await database.write {
                    try $0.execute(
                        "UPDATE logins SET phase = 'choosing', version = \(turn) WHERE id = \(Self.id(number))")
                }
            }
        }
        await database.close()
    }

    private func measure(
        _ label: String, _ tasks: Int,
        _ transaction: @escaping @Sendable (_ task: Int, _ turn: Int) async throws -> Void
    ) async throws {
        var spent: [Double] = []
        var elapsed: [Double] = []
        for round in 0...Self.rounds {
            let (start, clock) = (CPUClock.process, ContinuousClock.now)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<tasks {
                    group.addTask {
                        for turn in 1...(Self.round / tasks) { try await transaction(task, turn) }
                    }
                }
                try await group.waitForAll()
            }
            guard round > 0 else { continue }
            spent.append((CPUClock.process - start) / Double(Self.round))
            elapsed.append((ContinuousClock.now - clock) / .seconds(Self.round))
        }
        report.row(label, Measurement(rounds: spent))
        report.line("  \(Int(1 / Measurement(rounds: elapsed).median)) a second")
    }

    private static func id(_ number: Int) -> String { "login-\(number)" }

    private static func login(_ number: Int) -> LoginRow {
        LoginRow(
            id: id(number), cookieHash: [UInt8](repeating: UInt8(number), count: 32),
            serviceProvider: "https://oficina.example/metadata", phase: "choosing",
            beginning: [UInt8](repeating: 7, count: 700), payload: [UInt8](repeating: 7, count: 200),
            startedAt: Date(timeIntervalSince1970: 1_767_225_600),
            expiresAt: Date(timeIntervalSince1970: 1_767_226_600))
    }
}
