/// One step of the schema. Once released it is never edited: a later step changes what it made.
package struct Migration: Sendable {
    /// Counted from 1, without gaps.
    package let number: Int
    package let name: String
    /// One text for both engines.
    private let shared: [Statement]
    /// What has no text in common, such as triggers: the same rule, said once for each.
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

    /// What is run on that engine, in order.
    package func statements(on dialect: Dialect) -> [Statement] { shared + (own[dialect] ?? []) }

    /// Tells an edited migration from the applied one: FNV-1a over all of the SQL, in SQLite's spelling on both engines.
    /// It guards against our own mistakes, not against an attacker, who could write the table as well.
    package var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let statements = shared + (own[.sqlite] ?? []) + (own[.postgres] ?? [])
        for byte in statements.map({ $0.sql(.sqlite) }).joined(separator: ";\n").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}
