import Foundation
import Logging
import Synchronization
import Testing

@testable import Telemetry

/// Tests lines of the log as text.
struct LineLogHandlerTextTests {
    private final class Collected: Sendable {
        private let octets = Mutex<[UInt8]>([])

        func write(_ line: [UInt8]) { octets.withLock { $0 += line } }

        var text: String { octets.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    private let collected = Collected()

    private var logger: Logger {
        Logger(label: "aldaba") { [collected] label in
            LineLogHandler(
                .text, label: label, now: { Date(timeIntervalSince1970: 1_795_312_740.125) },
                write: { collected.write($0) }
            )
        }
    }

    /// Returns the written text after time, level and logger, without the line break.
    private func only(_ location: SourceLocation = #_sourceLocation) throws -> String {
        let start = "2026-11-22T01:59:00.125Z info aldaba: "
        let text = collected.text
        try #require(text.hasPrefix(start) && text.hasSuffix("\n"), "\(text)", sourceLocation: location)
        return String(text.dropFirst(start.count).dropLast())
    }

    @Test func `writes time, level, logger, message and pairs`() throws {
        var log = logger
        log[metadataKey: "reference"] = "ABCDEFGHJK"
        log.info("request: rejected", metadata: ["code": "unsigned", "n": .stringConvertible(7), "a": ["b": ["c"]]])
        #expect(try only() == "request: rejected a.b.0=c code=unsigned n=7 reference=ABCDEFGHJK")
    }

    /// Values that an attacker can choose, and their written form.
    private static let values: [(String, String)] = [
        ("https://a.example/x?y&z#t~%20", "https://a.example/x?y&z#t~%20"), ("ñandú", "ñandú"), ("", "\"\""),
        ("a b", "\"a b\""), ("x login=forged", "\"x login=forged\""), ("x\" login=\"forged", #""x\" login=\"forged""#),
        (#"x\"#, #""x\\""#), ("a=b", "\"a=b\""), ("a\nb\r\t", #""a\nb\r\t""#),
        ("\u{0}\u{1B}[31m\u{7F}", #""\u{0}\u{1b}[31m\u{7f}""#),
        ("\u{9B}31m", #""\u{9b}31m""#), ("\u{85}", #""\u{85}""#), ("\u{2028}x\u{2029}", #""\u{2028}x\u{2029}""#),
        ("\u{202E}abc\u{2066}", #""\u{202e}abc\u{2066}""#), ("\u{200B}\u{FEFF}", #""\u{200b}\u{feff}""#),
        ("\u{FFFE}\u{E000}\u{E0001}", #""\u{fffe}\u{e000}\u{e0001}""#),
        ("x\u{A0}login\u{2003}", #""x\u{a0}login\u{2003}""#),
        ("\"\u{301}", "\"\\\"\u{301}\""), ("x\u{301} login=y", "\"x\u{301} login=y\""),
    ]

    @Test(arguments: values) func `no value ends the line or forges a pair`(_ value: String, _ written: String) throws {
        logger.info("m", metadata: ["value": "\(value)"])
        #expect(Array(try only().utf8) == Array("m value=\(written)".utf8))
    }

    @Test func `no key forges a pair`() throws {
        logger.info("m", metadata: ["a=b login": "v", "c\n\u{9B}\"": "w"])
        #expect(try only() == #"m a\u{3d}b\u{20}login=v c\n\u{9b}\u{22}=w"#)
    }

    @Test(arguments: [
        ("login: started by x login=forged\n\u{85}", #""login: started by x login=forged\n\u{85}""#),
        ("x login=forged", #""x login=forged""#), ("x \"y\"", #""x \"y\"""#), (#"x\y"#, #""x\\y""#),
    ])
    func `no message forges a pair`(_ message: String, _ written: String) throws {
        logger.info("\(message)")
        #expect(try only() == written)
    }

    @Test func `only the type of an error is written`() throws {
        struct Trouble: Error { let secret = "x login=forged" }
        logger.info("m", error: Trouble(), metadata: [:])
        #expect(try only() == "m error=Trouble")
    }

    @Test func `text in a terminal table has no control characters`() {
        #expect(TextLine.shown(#"José "el" \ 100 % = x"#) == #"José "el" \ 100 % = x"#)
        #expect(TextLine.shown("a\u{9B}2J\u{202E}\n\u{1B}]0;x\u{7}") == #"a\u{9b}2J\u{202e}\n\u{1b}]0;x\u{7}"#)
    }
}
