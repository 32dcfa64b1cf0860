import Foundation

/// The source files on disk.
struct SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct File {
        /// Relative to the package's folder.
        let path: String
        let lines: [String]
    }

    /// Returns the folders below `Sources`, one for each target.
    static func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path).sorted()
    }

    /// Returns all Swift files below a folder.
    static func files(in folder: String) throws -> [File] {
        let base = root.appending(path: folder)
        guard let paths = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
            return File(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
        }
    }

    /// Returns the modules that a file imports, with their lines.
    static func imports(of file: File) -> [(line: Int, module: String)] {
        file.lines.enumerated().compactMap { number, line in
            guard line.contains("import "), let module = importedModule(line) else { return nil }
            return (number + 1, module)
        }
    }

    /// Reads all forms of `@testable public import struct Module.Name`. Nil for a line without an import.
    private static func importedModule(_ line: String) -> String? {
        var words = line.split(separator: " ")[...]
        while let word = words.first, word.hasPrefix("@") || accesses.contains(word) { words.removeFirst() }
        guard words.popFirst() == "import" else { return nil }
        if let word = words.first, kinds.contains(word) { words.removeFirst() }
        return words.first.flatMap { $0.split(separator: ".").first.map(String.init) }
    }

    private static let accesses: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
}
