import Testing

@testable import Storage

struct StatementShapeTests {
    private static func lookup(_ id: String, _ at: Int) -> Statement { "SELECT a FROM t WHERE b = \(id) AND c > \(at)" }

    @Test func `is equal for one place in the source with any values`() {
        let (one, other) = (Self.lookup("x", 1), Self.lookup("yy", 2))
        #expect(one.shape == other.shape)
        #expect(one.shape.hashValue == other.shape.hashValue)
        #expect(one.values != other.values)
    }

    @Test func `differs by text, keyword and number of values`() {
        let fragment: Statement = "b = \(1)"
        let statements: [Statement] = [
            "SELECT a FROM t", "SELECT b FROM t", "SELECT \(1)", "SELECT \(1)\(2)", "SELECT \(sql: fragment)",
            "SELECT \(sql: .integer)", "SELECT \(sql: .bytes)", "\(1)", "",
        ]
        #expect(Set(statements.map(\.shape)).count == statements.count)
    }

    /// A fragment that is chosen at run time changes the text.
    @Test func `differs by embedded fragment`() {
        func statement(_ condition: Statement) -> Statement { "SELECT a FROM t WHERE \(sql: condition)" }
        let (one, other): (Statement, Statement) = ("b = \(1)", "c = \(1)")
        #expect(statement(one).shape != statement(other).shape)
        #expect(statement(one).shape == statement(one).shape)
        #expect(statement(one).sql(.sqlite) == "SELECT a FROM t WHERE b = ?")
    }
}
