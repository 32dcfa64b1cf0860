import Foundation
import Testing

/// Tests that each suite that starts servers, browsers or programs of this package has the trait `.startsProcesses`, so
/// that `make check` skips it.
struct ProcessTraitTests {
    /// The names that start such a process. Programs that read, write and end (`Tool`, `Command`) are not included.
    private static let starters: Set = [
        "Browser", "CannedServer", "ForeignServiceProvider", "IdleInstallation", "LocalProcess", "PostgresServer",
        "Repository.program", "RunningBroker", "RunningExampleService",
    ]

    /// A file of a test target, without comments and imports.
    private struct Source {
        let path: String
        let code: String
        /// For each `a.b.c`, the names `a` and `a.b`.
        private let words: Set<String>
        var hasTests: Bool { code.contains("@Test") }
        var hasTrait: Bool { code.contains(".startsProcesses") }

        init(_ file: SourceTree.File) {
            path = file.path
            code = file.lines.filter { !$0.isComment && !$0.contains("import ") }.joined(separator: "\n")
            let expressions = code.utf8.split { $0 < 0x80 && !Self.wordOctets.contains($0) }
            words = expressions.reduce(into: []) { words, expression in
                let names = expression.split(separator: UInt8(ascii: "."))
                guard let first = names.first.map({ String(decoding: $0, as: UTF8.self) }) else { return }
                words.insert(first)
                if names.count > 1 { words.insert(first + "." + String(decoding: names[1], as: UTF8.self)) }
            }
        }

        private static let wordOctets = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.".utf8)

        /// The types that the file declares at its top level.
        var types: Set<String> { names(after: /(?:struct|class|enum|actor) (\w+)/) }

        /// The types with extensions in which the file declares suites.
        var extended: Set<String> { names(after: /extension (\w+)/) }

        private func names(after declaration: Regex<(Substring, Substring)>) -> Set<String> {
            Set(
                code.split(separator: "\n").filter { !$0.hasPrefix(" ") }
                    .compactMap { line in line.firstMatch(of: declaration).map { String($0.1) } })
        }

        func mentions(anyOf names: Set<String>) -> Bool { !words.isDisjoint(with: names) }
    }

    /// The files of each test target.
    private static func targets() throws -> [[Source]] {
        let files = try SourceTree.files(in: "Tests").filter { !$0.path.hasPrefix("Tests/ArchitectureTests/") }
        return Dictionary(grouping: files) { $0.path.split(separator: "/")[1] }
            .filter { $0.key.hasSuffix("Tests") }.values.map { $0.map(Source.init) }
    }

    /// Returns the names with which a target's tests start processes: those above, and the target's types that use
    /// them.
    private static func starters(in target: [Source]) -> Set<String> {
        var known = starters
        var rest = target.filter { !$0.hasTests }
        while let index = rest.firstIndex(where: { $0.mentions(anyOf: known) }) {
            known.formUnion(rest.remove(at: index).types)
        }
        return known
    }

    @Test func `every suite that starts a process has the trait`() throws {
        var count = 0
        for target in try Self.targets() {
            let starters = Self.starters(in: target)
            let marked = Set(target.filter(\.hasTrait).flatMap(\.types))
            for file in target where file.hasTests && file.mentions(anyOf: starters) {
                count += 1
                let isMarked = file.hasTrait || !file.extended.isDisjoint(with: marked)
                #expect(isMarked, "\(file.path) starts a process; write @Suite(.startsProcesses)")
            }
        }
        #expect(count > 35, "the suites were not found")
    }
}
