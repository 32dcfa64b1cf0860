import Foundation
import Storage
import Testing

struct StatementTests {
    @Test func `binds values instead of embedding them`() {
        let name = "'; DROP TABLE logins; --"
        let statement: Statement = "SELECT a FROM t WHERE b = \(name) AND c < \(7) AND d = \(true)"
        #expect(statement.sql(.sqlite) == "SELECT a FROM t WHERE b = ? AND c < ? AND d = ?")
        #expect(statement.sql(.postgres) == "SELECT a FROM t WHERE b = $1 AND c < $2 AND d = $3")
        #expect(statement.values == [.text(name), .integer(7), .integer(1)])
    }

    @Test func `binds nil as NULL`() {
        let statement: Statement = "VALUES (\(nil as String?), \(nil as Date?), \("x" as String?))"
        #expect(statement.values == [.null, .null, .text("x")])
    }

    @Test func `binds an instant as whole milliseconds`() {
        let statement: Statement =
            "VALUES (\(Date(timeIntervalSince1970: 1.2345)), \(Date(timeIntervalSince1970: -0.001)))"
        #expect(statement.values == [.integer(1235), .integer(-1)])
    }

    @Test func `uses the keywords of the engine`() {
        let statement: Statement = "CREATE TABLE t (a \(sql: .integer), b \(sql: .bytes))\(sql: .strictTable)"
        #expect(statement.sql(.sqlite) == "CREATE TABLE t (a INTEGER, b BLOB) STRICT")
        #expect(statement.sql(.postgres) == "CREATE TABLE t (a BIGINT, b BYTEA)")
    }

    @Test func `embeds a fragment with its values`() {
        let fragment: Statement = "b = \(1) OR b = \(2)"
        let statement: Statement = "SELECT a FROM t WHERE a = \(0) AND (\(sql: fragment)) LIMIT \(3)"
        #expect(statement.sql(.postgres) == "SELECT a FROM t WHERE a = $1 AND (b = $2 OR b = $3) LIMIT $4")
        #expect(statement.values == [.integer(0), .integer(1), .integer(2), .integer(3)])
    }
}
