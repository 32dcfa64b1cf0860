import Foundation
import Testing

/// Tests that each target has a DocC catalogue with its documentation.
struct CatalogueTests {
    /// Returns the targets below `Sources` that are in Package.swift and have Swift or C code. The others are system
    /// libraries.
    private static func targets() throws -> [String] {
        let package = try String(
            contentsOf: SourceTree.root.appending(path: "Package.swift"), encoding: .utf8)
        return try SourceTree.targets().filter { target in
            guard package.contains("\"\(target)\"") else { return false }
            let folder = SourceTree.root.appending(path: "Sources/\(target)").path
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            return names.contains { $0.hasSuffix(".swift") || $0.hasSuffix(".c") }
        }
    }

    @Test func `every target has a catalogue`() throws {
        let targets = try Self.targets()
        #expect(targets.count >= 15, "the targets were not found: \(targets)")
        for target in targets {
            let page = SourceTree.root.appending(path: "Sources/\(target)/\(target).docc/\(target).md")
            let text = try? String(contentsOf: page, encoding: .utf8)
            #expect(text?.hasPrefix("# ``\(target)``\n") == true, "\(page.path) is not the page of \(target)")
        }
    }

    @Test func `the first page links to every other page`() throws {
        for target in try Self.targets() {
            let folder = SourceTree.root.appending(path: "Sources/\(target)/\(target).docc")
            let first = try String(contentsOf: folder.appending(path: "\(target).md"), encoding: .utf8)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
            where name.hasSuffix(".md") && name != "\(target).md" {
                #expect(first.contains("<doc:\(name.dropLast(3))>"), "\(target): nothing leads to \(name)")
            }
        }
    }
}
