import Foundation
import Pages

/// The cost of the four pages of a sign-in with a PIN, from their values to HTML.
struct PageRows {
    private let report: Report
    private let pages: PageRenderer

    init(_ report: Report) throws {
        self.report = report
        pages = try PageRenderer()
    }

    func run() throws {
        report.heading("Render a page")
        for (label, page) in Self.pages { report.row(label, try measure(page)) }
    }

    /// Returns the cost of all four pages together, in seconds.
    func total() throws -> Double {
        try Self.pages.reduce(0) { try $0 + measure($1.page).median }
    }

    private func measure(_ page: any Page) throws -> Measurement {
        let language = pages.languages[0]
        return try Measurement.of {
            var html: [UInt8] = []
            try pages.write(page, language: language, to: &html)
        }
    }

    private static let path = "/login/Zx2Qw9ErTy4UiOp6AsDf8G"
    private static let frame = Frame(
        service: ServiceDescription(name: "Oficina de pruebas"), address: path,
        formToken: "wJ1vQyq0Vw8m3l6n5b4c2x1z0a9s8d7f6g5h4j3k2l1")
    private static let now = Date(timeIntervalSince1970: 1_795_293_660)

    private static let pages: [(label: String, page: any Page)] = [
        (
            "the chooser",
            MethodSelectionPage(
                frame: frame, level: .atLeast(.low),
                releases: ReleasedAttribute.Known.allCases.prefix(5).map { .known($0) },
                offers: [.init(.pin, action: "\(path)/choose"), .init(.permanentKey, action: "\(path)/choose")],
                cancelAction: "\(path)/cancel")
        ),
        (
            "asking for a PIN",
            PINRequestPage(
                frame: frame, action: "\(path)/pin", cancelAction: "\(path)/cancel", backAddress: "\(path)/choose",
                code: "A7QK")
        ),
        (
            "typing the PIN",
            PINEntryPage(
                frame: frame, action: "\(path)/pin/code", resendAction: "\(path)/pin/again",
                cancelAction: "\(path)/cancel", backAddress: "\(path)/pin/restart", code: "A7QK",
                pin: .init(length: 8, isNumeric: true),
                validUntil: now + 600, resendFrom: now + 30, now: now)
        ),
        (
            "the answer, 13 KB of Base64",
            AnswerFormPage(
                frame: Frame(service: ServiceDescription(name: "Oficina de pruebas")),
                destination: "https://oficina.example/saml/acs",
                fields: [
                    .init("SAMLResponse", String(repeating: "PHNhbWxwOlJlc3BvbnNl", count: 650)),
                    .init("RelayState", "ticket-1234"),
                ], nonce: "Zx2Qw9ErTy4UiOp6AsDf8G")
        ),
    ]
}
