extension Statement {
    /// Pieces of one statement in a row, with a separator between them; nil when there are none.
    static func list(_ pieces: [Statement], by separator: Statement) -> Statement? {
        guard let first = pieces.first else { return nil }
        return pieces.dropFirst().reduce(first) { "\(sql: $0)\(sql: separator)\(sql: $1)" }
    }
}
