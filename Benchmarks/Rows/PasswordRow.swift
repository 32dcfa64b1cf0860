import Secrets

/// The cost of one Argon2id with the parameters and the threads of production.
struct PasswordRow {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    func run() async throws {
        report.heading("Verify a password")
        let hasher = PasswordHasher()
        let password = try Password("Correcto-Caballo-7")
        let hash = try await hasher.hash(password)
        let measured = try await Measurement.of(times: 2, rounds: 7) {
            _ = try await hasher.verify(password, against: hash)
        }
        report.row("Argon2id, \(hasher.cost.kibibytes) KiB, \(hasher.cost.passes) passes", measured)
    }
}
