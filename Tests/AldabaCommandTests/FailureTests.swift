import Foundation
import SAML
import TestAgents
import TestFederation
import Testing
import XML

@testable import AldabaCommand

/// Every error is one line with the cause and what to do. The exit status is 1 for a refused request and 2 for a wrong
/// command line.
@Suite(.startsProcesses) struct FailureTests {
    /// Runs the program without a configuration.
    private func aldaba(_ arguments: String...) async throws -> (status: Int32, output: String) {
        try await Command.run(try Repository.program("aldaba"), arguments)
    }

    private func expect(
        _ outcome: (status: Int32, output: String), _ status: Int32, _ words: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.status == status, "\(outcome.output)", sourceLocation: location)
        #expect(outcome.output == "aldaba: \(words)\n", sourceLocation: location)
    }

    private static let documents: [(content: String, words: String)] = [
        ("", "the document is empty; write the document into it"),
        (
            "hello",
            "line 1: not well-formed XML: Start tag expected, '<' not found; correct it there, or export it again: it "
                + "must be one XML document and nothing else"
        ),
        ("<a>\n<!DOCTYPE b>", "line 2: not well-formed XML"),
        ("<!DOCTYPE a><a/>", "line 1: a document type declaration is not allowed; remove the <!DOCTYPE"),
        ("<a>\n<x:b/></a>", "line 2: a prefix is not declared: "),
        (
            "<?xml version='1.0' encoding='UTF-7'?><a/>",
            "the XML declaration names the encoding UTF-7, and only UTF-8 is accepted; save it as UTF-8"
        ),
        ("<a><?x?></a>", "line 1: a processing instruction is not allowed; remove the <?"),
        ("<a/>", "line 1, a: the root element is “a” and not md:EntityDescriptor; use one EntityDescriptor"),
    ]

    @Test(arguments: documents) func `reports why a file is not metadata`(
        _ document: (content: String, words: String)
    ) async throws {
        let folder = try TemporaryDirectory("metadata")
        let file = try folder.write(document.content, to: "service.xml")
        let (status, output) = try await aldaba("metadata", "verify", file)
        #expect(status == 1)
        #expect(output.hasPrefix("aldaba: \(file): \(document.words)"), "\(output)")
        #expect(output.split(separator: "\n").count == 1, "\(output)")
    }

    @Test func `reports why a file cannot be read`() async throws {
        let folder = try TemporaryDirectory("metadata")
        let absent = folder.path("absent.xml")
        expect(
            try await aldaba("metadata", "verify", absent), 1,
            "\(absent): cannot be read: there is no such file; is the path right?")
        expect(
            try await aldaba("metadata", "verify", folder.path), 1,
            "\(folder.path): cannot be read: it is a folder; name a file")
        let file = try folder.write("", to: "file")
        expect(
            try await aldaba("metadata", "verify", file + "/below.xml"), 1,
            "\(file)/below.xml: cannot be read: a part of the path is a file, not a folder; is the path right?")
        expect(
            try await aldaba("check", "--config", absent), 1,
            "\(absent): cannot be read: there is no such file; is the path right?")

        let installation = try await IdleInstallation()
        for command in [["metadata", "add", absent], ["metadata", "decide", "urn:x", "--decisions", absent]] {
            let (status, output) = try await Command.run(
                try Repository.program("aldaba"), command + ["--config", installation.configuration])
            #expect(status == 1)
            #expect(output == "aldaba: \(absent): cannot be read: there is no such file; is the path right?\n")
        }
    }

    @Test func `reports why a folder cannot be created or read`() async throws {
        let folder = try TemporaryDirectory("keys")
        let file = try folder.write("", to: "file")
        expect(
            try await aldaba("keys", "generate", "--directory", file + "/keys"), 1,
            "the folder \(file)/keys cannot be created: a part of the path is a file, not a folder; is the path right?")
        let installation = try await IdleInstallation(["ALDABA_METADATA_FOLDER": "nowhere"])
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 1)
        #expect(output.contains("nowhere cannot be read: there is no such folder; is the path right?\n"), "\(output)")
    }

    @Test func `reports missing permission`() {
        #expect(
            InputFile.message(for: EACCES) == "no permission; change its owner or mode, or that of a folder above it")
    }

    @Test func `reports an unknown entity`() async throws {
        let installation = try await IdleInstallation()
        let words = "no entity has the entityID urn:unknown: «metadata list» lists all entities"
        expect(try await installation.aldaba("metadata", "show", "urn:unknown"), 1, words)
        expect(try await installation.aldaba("metadata", "remove", "urn:unknown"), 1, words)
        expect(try await installation.aldaba("metadata", "decide", "urn:unknown", "--none"), 1, words)
    }

    @Test func `reports a document that is not registered or not valid`() async throws {
        let installation = try await IdleInstallation()
        try installation.write("una contraseña larga de verdad\n", to: "password")
        let words = "12345678Z is not registered: «citizen list» lists citizens, «citizen add» registers one"
        for command in ["show", "block", "unblock"] {
            expect(try await installation.aldaba("citizen", command, "12345678Z"), 1, words)
        }
        let password = installation.configuration.replacing("aldaba.yaml", with: "password")
        expect(
            try await installation.aldaba("citizen", "password", "12345678Z", "--password-file", password), 1, words)
        expect(
            try await installation.aldaba("citizen", "show", "12345678A"), 1,
            "the document: the letter does not belong to the number: one of them is mistyped: check the card")
        expect(
            try await installation.aldaba("citizen", "show", "hello"), 1,
            "the document expects a DNI or NIE such as 12345678Z")
    }

    @Test func `reports why a citizen cannot be registered`() async throws {
        let installation = try await IdleInstallation()
        func add(_ document: String, _ more: String...) async throws -> (status: Int32, output: String) {
            let person = [
                "citizen", "add", "--document", document, "--given-name", "Ana", "--first-surname", "Española",
                "--date-of-birth", "1985-03-14", "--phone", "+34600000001", "--level", "basic",
            ]
            return try await Command.run(
                try Repository.program("aldaba"), person + more + ["--config", installation.configuration])
        }
        let none = try await add("12345678Z")
        #expect(none.status == 2)
        #expect(
            none.output
                == "aldaba: Give one of --valid-until, --issued-on and --support-number (see --help)\n"
        )
        #expect(try await add("12345678Z", "--valid-until", "2035-01-01", "--issued-on", "2020-01-01").status == 2)
        expect(
            try await add("12345678Z", "--support-number", "E12345678"), 1,
            "--document: a document of this kind needs --valid-until or --issued-on: give that option instead")
        expect(
            try await add("12345678Z", "--valid-until", "soon"), 1,
            "--valid-until expects a date as YYYY-MM-DD, not soon")
        #expect(try await add("12345678Z", "--valid-until", "2035-01-01").status == 0)
        expect(
            try await add("12345678Z", "--valid-until", "2035-01-01"), 1,
            "12345678Z is already registered: «citizen show» prints the entry, and «citizen password» sets a password")
        expect(
            try await add("00000000T", "--valid-until", "2035-01-01"), 1,
            "--phone: another citizen has that telephone: give another one («citizen list --json» shows who has it)")
        expect(
            try await installation.aldaba("citizen", "unblock", "12345678Z"), 1,
            "12345678Z is not blocked: nothing to do")
        _ = try await installation.aldaba("citizen", "block", "12345678Z")
        expect(
            try await installation.aldaba("citizen", "block", "12345678Z"), 1,
            "12345678Z is already blocked: nothing to do")
        #expect(try await installation.aldaba("citizen", "list", "--limit", "0").status == 2)
    }

    @Test func `entities are listed by name`() async throws {
        let installation = try await IdleInstallation()
        let names = ["urn:b", "urn:a-c", "urn:ab", "urn:B"]
        for name in names {
            var service = TestServiceProvider()
            service.entityID = EntityID(rawValue: name)
            let text = String(decoding: try XMLWriter.canonical(service.descriptor.xml).bytes, as: UTF8.self)
            _ = try await installation.aldaba("metadata", "add", try installation.write(text, to: "service.xml"))
        }
        let listed = try await installation.aldaba("metadata", "list").output.split(separator: "\n")
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(listed == ["urn:B", "urn:a-c", "urn:ab", "urn:b"])
    }

    @Test func `escapes bidirectional controls of names in metadata, in every command`() async throws {
        let installation = try await IdleInstallation()
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "urn:a\u{202E}b\u{2066}c")
        let text = String(decoding: try XMLWriter.canonical(service.descriptor.xml).bytes, as: UTF8.self)
        let file = try installation.write(text, to: "service.xml")
        let decisions = try installation.write("minimum-level: high\n", to: "decisions.yaml")
        let name = service.entityID.rawValue
        for (arguments, status) in [
            (["add", file], 0), (["list"], 0), (["decide", name, "--decisions", decisions], 0), (["remove", name], 0),
            (["remove", name], 1),
        ] {
            let result = try await installation.run(["metadata"] + arguments)
            #expect(result.status == status)
            #expect(result.output.contains(#"urn:a\u{202e}b\u{2066}c"#), "\(arguments): \(result.output)")
            #expect(!result.output.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{2066}" }, "\(arguments)")
        }
    }

    @Test func `names the file of authorities that cannot be used`() async throws {
        let installation = try await IdleInstallation()
        let junk = try installation.write("hello\n", to: "junk.crl")
        try installation.configure("ca/intermediate.crl]", as: "junk.crl]")
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 1)
        #expect(
            output.contains(
                "certificate.revocation-lists: \(junk) contains no revocation list in PEM or DER: download it again"),
            "\(output)")
    }
}
