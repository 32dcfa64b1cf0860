import Foundation
import Testing

/// Tests of the table that names, for each obligation of the standard, its implementation and its tests.
struct ConformanceTests {
    private static let path = "Sources/SAML/SAML.docc/Conformance.md"

    private struct Row {
        let id: String
        let place: String
        let tests: [(suite: String, test: String)]
    }

    private static func rows() throws -> [Row] {
        let text = try String(contentsOf: SourceTree.root.appending(path: path), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { line in
            let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
            guard cells.count == 5, cells[0].contains("-"), !cells[0].hasPrefix("---") else { return nil }
            let tests = cells[4].matches(of: /`(\w+Tests)\/([^`]+)`/).map { (String($0.1), String($0.2)) }
            return Row(id: cells[0], place: cells[3], tests: tests)
        }
    }

    /// Returns the names of the tests by suite: those between the name of a suite and the next.
    static func tests() throws -> [String: Set<String>] { try read.get() }

    private static let read = Result {
        var found: [String: Set<String>] = [:]
        for file in try SourceTree.files(in: "Tests") {
            var suite: String?
            for line in file.lines {
                // Most lines have neither, and a search for a text is faster than a regular expression.
                if line.utf8.contains(UInt8(ascii: "`")), let name = line.firstMatch(of: /func `([^`]+)`/) {
                    if let suite { found[suite, default: []].insert(String(name.1)) }
                } else if line.contains("Tests"),
                    let name = line.firstMatch(of: /^ *(?:@Suite.* )?(?:struct|class|enum|actor) (\w+Tests)\b/)
                {
                    suite = String(name.1)
                }
            }
        }
        return found
    }

    @Test func `every test that the table names exists`() throws {
        let known = try Self.tests()
        let rows = try Self.rows()
        #expect(rows.count > 300, "the rows were not found")
        #expect(rows.flatMap(\.tests).count > 250, "the tests were not found")
        for row in rows {
            for (suite, test) in row.tests {
                #expect(known[suite]?.contains(test) == true, "\(row.id): \(suite)/\(test)")
            }
        }
    }

    @Test func `every obligation is listed once, with its implementation or the reason why it is missing`() throws {
        let rows = try Self.rows()
        #expect(Set(rows.map(\.id)).count == rows.count)
        for row in rows {
            let isExcused = row.place.hasPrefix("not yet: ") || row.place.hasPrefix("by construction: ")
            #expect(isExcused || !row.tests.isEmpty, "\(row.id) names no test")
            #expect(!row.place.isEmpty, "\(row.id)")
        }
    }
}
