import Testing

/// Tests of texts that no source line may contain, or only with a reason in a comment.
struct SourceRuleTests {
    private static let everyFile = Result {
        try SourceTree.files(in: "Sources") + SourceTree.files(in: "examples")
    }

    /// Returns the lines, without comments, that contain one of the words.
    private static func lines(with words: [String]) throws -> [(file: SourceTree.File, number: Int, word: String)] {
        try everyFile.get().flatMap { file in
            file.lines.enumerated().compactMap { number, line in
                guard let word = words.first(where: line.contains), !line.isComment else { return nil }
                return (file, number, word)
            }
        }
    }

    @Test func `SQL is only in the storage targets`() throws {
        let found = try Self.lines(with: [
            "SELECT ", "INSERT INTO ", "DELETE FROM ", "UPDATE ", "CREATE TABLE ", "CREATE INDEX ", "ALTER TABLE ",
            "PRAGMA ", "ON CONFLICT ",
        ])
        #expect(found.count > 40, "the SQL was not found")
        for (file, number, word) in found where !file.path.hasPrefix("Sources/Storage") {
            Issue.record("\(file.path):\(number + 1): \(word)")
        }
    }

    @Test func `unchecked code has its reason in a comment`() throws {
        for (file, number, word) in try Self.lines(with: ["try!", "@unchecked Sendable", "nonisolated(unsafe)"]) {
            let isExplained =
                file.lines[number].contains(" // ") || file.lines[..<number].last.map(\.isComment) == true
            #expect(isExplained, "\(file.path):\(number + 1): \(word) without its argument")
        }
    }

    @Test func `only commands print`() throws {
        let mayPrint = ["Sources/AldabaCommand/", "examples/"]
        for (file, number, _) in try Self.lines(with: [" print(", "debugPrint(", "NSLog("]) {
            #expect(mayPrint.contains(where: file.path.hasPrefix), "\(file.path):\(number + 1): print")
        }
    }

    /// Swift compares strings by canonical equivalence, so different octets can be equal. Types with texts from
    /// messages or metadata compare octets: each of these properties is `@Exact` or has a dedicated type.
    @Test func `texts from messages and metadata are compared by octets`() throws {
        let folders = [
            "Sources/SAML/Vocabulary", "Sources/SAML/Metadata", "Sources/SAML/SingleLogout",
            "Sources/Federation/Release",
        ]
        let errors = ["DecodingFailure.swift", "MetadataError.swift"]
        var count = 0
        for file in try folders.flatMap(SourceTree.files) where !errors.contains(where: file.path.hasSuffix) {
            for (number, line) in file.lines.enumerated() {
                if line.contains("@Exact ") { count += 1 }
                guard line.contains(/^    +(public |package )?(let|var) \w+: (String\??|\[String\]\??|Set<String>)$/),
                    !line.contains(" rawValue: ")
                else { continue }
                Issue.record("\(file.path):\(number + 1): \(line.trimmed)")
            }
        }
        #expect(count > 50, "the properties were not found")
    }

    @Test func `there is no TODO, FIXME or empty catch`() throws {
        for file in try Self.everyFile.get() {
            for (number, line) in file.lines.enumerated() {
                let word = ["TODO", "FIXME", "catch {}"].first(where: line.contains)
                if let word { Issue.record("\(file.path):\(number + 1): \(word)") }
            }
        }
    }
}
