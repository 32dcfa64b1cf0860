import Foundation
import Testing

/// Tests of the threat model: the pages with attackers, attacks, defences and tests.
struct ThreatModelTests {
    private static let folder = "Sources/Broker/Broker.docc"

    private struct Row {
        let page: String
        let cells: [String]
        var tests: [(suite: String, test: String)] {
            (cells.last ?? "").matches(of: /`(\w+Tests)\/([^`]+)`/).map { (String($0.1), String($0.2)) }
        }
    }

    private static func rows() throws -> [Row] {
        let folder = SourceTree.root.appending(path: folder)
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix("ThreatsTo") }.sorted()
        return try pages.flatMap { page in
            try String(contentsOf: folder.appending(path: page), encoding: .utf8).split(separator: "\n")
                .filter { $0.hasPrefix("| ") }.dropFirst()
                .map { Row(page: page, cells: $0.dropFirst(2).dropLast(2).components(separatedBy: " | ")) }
        }
    }

    @Test func `every test that the threat model names exists`() throws {
        let known = try ConformanceTests.tests()
        let rows = try Self.rows()
        #expect(rows.count > 100, "the rows were not found")
        for row in rows {
            for (suite, test) in row.tests {
                #expect(known[suite]?.contains(test) == true, "\(row.page): \(suite)/\(test)")
            }
        }
    }

    @Test func `every row has an asset, an attacker, an attack, a defence, and a test or the word none`()
        throws
    {
        for row in try Self.rows() {
            #expect(row.cells.count == 5, "\(row.page): \(row.cells)")
            #expect(row.cells.allSatisfy { !$0.isEmpty }, "\(row.page): \(row.cells)")
            let last = row.cells.last ?? ""
            #expect(!row.tests.isEmpty || last.hasPrefix("none"), "\(row.page): \(last)")
        }
    }
}
