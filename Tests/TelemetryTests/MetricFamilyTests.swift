import Foundation
import TestAgents
import Testing

@testable import Telemetry

/// Tests the metrics and their documentation.
struct MetricFamilyTests {
    /// The name and the labels of a family in a row of the table.
    private struct Row: Hashable {
        let name: String
        let labels: [String]

        /// - Parameter line: `| name | labels (values) | … |`, each name between backticks.
        init?(_ line: Substring) {
            let cells = line.split(separator: "|")
            guard cells.count == 3, let name = Self.quoted(cells[0]).first, name.hasPrefix("aldaba_") else {
                return nil
            }
            self.name = name
            labels = Self.quoted(cells[1].replacing(/\([^)]*\)/, with: "")[...])
        }

        init(_ family: MetricFamily) { (name, labels) = (family.name, family.labels) }

        private static func quoted(_ text: Substring) -> [String] { text.matches(of: /`([^`]+)`/).map { String($0.1) } }
    }

    @Test func `the documentation names each family with its labels, and no other`() throws {
        let page = try String(
            contentsOfFile: Repository.path + "/Sources/Telemetry/Telemetry.docc/Telemetry.md", encoding: .utf8)
        let rows = page.split(separator: "\n").compactMap(Row.init)
        #expect(Set(rows) == Set(MetricFamily.catalogue.map(Row.init)))
        #expect(rows.count == MetricFamily.catalogue.count)
    }
}
