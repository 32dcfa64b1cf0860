/// One step of the schema. A released migration is never edited; a later migration changes its result.
package struct Migration: Sendable {
    /// Starts at 1, without gaps.
    package let number: Int
    package let name: String
    /// The statements for both engines.
    private let shared: [Statement]
    /// The statements that differ between the engines, for example triggers.
    private let own: [Dialect: [Statement]]

    package init(
        _ number: Int, _ name: String, _ statements: [Statement] = [], sqlite: [Statement] = [],
        postgres: [Statement] = []
    ) {
        self.number = number
        self.name = name
        shared = statements
        own = [.sqlite: sqlite, .postgres: postgres]
    }

    /// Returns the statements for an engine, in order.
    package func statements(on dialect: Dialect) -> [Statement] { shared + (own[dialect] ?? []) }

    /// The FNV-1a hash of all SQL statements in SQLite's spelling, the same on both engines. It detects an edited
    /// migration.
    ///
    /// It detects mistakes of developers only. An attacker who can edit migrations can also write the table.
    package var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let statements = shared + (own[.sqlite] ?? []) + (own[.postgres] ?? [])
        for byte in statements.map({ $0.sql(.sqlite) }).joined(separator: ";\n").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
