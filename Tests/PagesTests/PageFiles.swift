import Foundation
import Testing

@testable import Pages

/// Writes every page to a folder, to be looked at in a browser: `ALDABA_PAGES_FOLDER=… swift test --filter PageFiles`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ALDABA_PAGES_FOLDER"] != nil))
struct PageFiles {
    @Test func `writes every page in every language`() throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = URL(fileURLWithPath: try #require(environment["ALDABA_PAGES_FOLDER"]))
        let renderer = try Samples.renderer.get()
        for resource in renderer.staticResources.all {
            try write(Data(resource.bytes), to: folder.appendingPathComponent(resource.path))
        }
        for language in renderer.languages {
            for (index, page) in LookedAt.pages.enumerated() {
                let name = "\(language.code)/\(index + 10)-\(type(of: page).template).html"
                let html = try renderer.render(page, language: language)
                try write(Data(html.utf8), to: folder.appendingPathComponent(name))
            }
        }
    }

    private func write(_ data: Data, to url: URL) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }
}

/// Pages as citizens see them, with plausible values.
private enum LookedAt {
    static let logo = """
        data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60'%3E%3Crect width='120' \
        height='60' fill='%23244'/%3E%3Ccircle cx='60' cy='30' r='18' fill='%23fc6'/%3E%3C/svg%3E
        """
    static let service = ServiceDescription(
        name: "Sede electrónica del Ayuntamiento de Villarriba del Monte", logo: logo,
        home: "https://villarriba.example/")
    static let now = Samples.now

    static func frame(_ problems: [Problem] = [], notice: Sentence? = nil, reference: String? = nil) -> Frame {
        Frame(
            service: service, address: "/login/7f3a", formToken: "token", problems: problems, notice: notice,
            reference: reference)
    }

    static let offers: [MethodSelectionPage.Offer] = [
        .init(.pin, action: "/x"), .init(.permanentKey, action: "/x"), .init(.certificate, action: "/x", isLink: true),
    ]

    static let pages: [any Page] = [
        MethodSelectionPage(
            frame: frame(), level: .atLeast(.substantial),
            releases: [
                .known(.personIdentifier), .known(.firstName), .known(.familyName), .known(.dateOfBirth),
                .known(.method), .known(.level), .known(.pseudonym),
            ],
            offers: offers, cancelAction: "/x", registrationHelp: "/x"),
        MethodSelectionPage(
            frame: frame(notice: .chooseAnotherMethod), level: .atLeast(.high), releases: [.known(.personIdentifier)],
            offers: [.init(.certificate, action: "/x", isLink: true)],
            absences: [
                .init(.pin, because: .levelTooLow), .init(.permanentKey, because: .levelTooLow),
            ], cancelAction: "/x"),
        PINRequestPage(frame: frame(), action: "/x", cancelAction: "/x", backAddress: "/x", code: "K7M2"),
        PINRequestPage(
            frame: frame([
                Problem(.documentMalformed, field: .document), Problem(.contrastMissing, field: .contrast),
                Problem(.codeMalformed, field: .code),
            ]), action: "/x", cancelAction: "/x", backAddress: "/x", document: "12345678A", code: "K7"),
        PINEntryPage(
            frame: frame(), action: "/x", resendAction: "/x", cancelAction: "/x", backAddress: "/x", code: "K7M2",
            pin: .init(length: 8, isNumeric: true),
            validUntil: now.addingTimeInterval(600), resendFrom: now.addingTimeInterval(30), now: now),
        PINEntryPage(
            frame: frame([Problem(.wrongAccessCode(attemptsLeft: 2), field: .accessCode)]), action: "/x",
            resendAction: "/x", cancelAction: "/x", backAddress: "/x", code: "K7M2",
            pin: .init(length: 8, isNumeric: true),
            validUntil: now.addingTimeInterval(600), resendFrom: now, now: now),
        PermanentKeyPage(
            frame: frame(), action: "/x", cancelAction: "/x", backAddress: "/x", needsOneTimeCode: true,
            forgottenAddress: "/x"),
        PermanentKeyPage(
            frame: frame([Problem(.dataDoNotMatch)]), action: "/x", cancelAction: "/x", backAddress: "/x",
            document: "12345678Z"),
        OneTimeCodeEntryPage(
            frame: frame(notice: .codeRequestedAgain), action: "/x", resendAction: "/x", cancelAction: "/x",
            otherWayAddress: "/x", validUntil: now.addingTimeInterval(300), resendFrom: now.addingTimeInterval(12),
            now: now),
        CertificateStartPage(frame: frame(), certificateAddress: "/x", cancelAction: "/x", backAddress: "/x"),
        CertificateConfirmPage(
            frame: frame(), holder: "MARÍA DEL CARMEN RODRÍGUEZ-VALCÁRCEL FERNÁNDEZ DE LA HOZ", document: "12345678Z",
            issuer: "AC FNMT Usuarios", action: "/x", otherWayAddress: "/x"),
        CertificateFailurePage(
            frame: frame(reference: "QK7M2PX4AB"), cause: .expired(since: now), retryAddress: "/x",
            otherWayAddress: "/x"),
        ShortfallNoticePage(
            frame: frame(), reached: .low, required: .only([.low, .substantial]),
            offers: [.init(.certificate, action: "/x", isLink: true)], returnAction: "/x"),
        AnswerFormPage(
            frame: frame(), destination: "#", fields: [.init("SAMLResponse", "PHg+")], nonce: "bm9uY2U"),
        RejectionPage(
            frame: Frame(address: "/saml/sso", reference: "QK7M2PX4AB"), code: "destination",
            expected: "https://aldaba.example/saml/sso", received: "http://aldaba.example:8080/saml/sso/",
            catalogueAddress: "/x"),
        LoginGonePage(frame: frame(), cause: .expired, returnAction: "/x"),
        LoginGonePage(frame: Frame(address: "/login/7f3a"), cause: .unknown),
        NotFoundPage(frame: Frame(address: "/nada")),
        FaultPage(frame: Frame(address: "/x", reference: "QK7M2PX4AB"), retryAddress: "/x"),
        BadRequestPage(frame: Frame(address: "/x"), retryAddress: "/x"),
        TooManyRequestsPage(
            frame: Frame(address: "/x"), minutes: 3, code: "too-many-requests", catalogueAddress: "/x"),
        ErrorCataloguePage(
            frame: Frame(address: "/errors"),
            entries: ["destination", "issue-instant", "signature-mismatch"].map { .init(code: $0, address: "/x") }),
        ErrorCatalogueEntryPage(
            frame: Frame(address: "/errors/signature-mismatch"), code: "signature-mismatch", catalogueAddress: "/x"),
        SessionPage(
            frame: Frame(address: "/session", formToken: "token"),
            present: .init(
                name: "MARÍA DEL CARMEN RODRÍGUEZ-VALCÁRCEL FERNÁNDEZ", since: now, previousAccess: now - 86_400,
                until: now + 1800, methods: [.permanentKey, .pin],
                services: ["Sede electrónica del Ayuntamiento de Villarriba del Monte", "Biblioteca"],
                consents: [.init(serviceName: "Biblioteca", entityID: "urn:x")]),
            signOutAction: "/x", withdrawAction: "/x"),
        ConsentPage(
            frame: frame(),
            data: [
                .init(.known(.personIdentifier), .text("ES/ES/12345678Z")),
                .init(.known(.firstName), .text("MARÍA DEL CARMEN")),
                .init(.known(.familyName), .text("RODRÍGUEZ-VALCÁRCEL FERNÁNDEZ")),
                .init(.known(.method), .method(.pin)), .init(.known(.level), .level(.substantial)),
                .init(.known(.pseudonym), .nothing),
            ], action: "/x", refuseAction: "/x"),
        LogoutPage(
            frame: Frame(address: "/logout/x"),
            state: .init(
                services: [
                    .init(name: service.name, home: service.home, state: .ended),
                    .init(name: "Biblioteca", home: nil, state: .now),
                    .init(name: "Hacienda", home: nil, state: .waiting),
                ], isSignedIn: false, isOpenInOtherBrowser: false),
            onward: .next(.init(address: "/x", here: "/x", probe: nil, seconds: 10))),
        LogoutPage(
            frame: Frame(address: "/logout/x"),
            state: .init(
                services: [
                    .init(name: service.name, home: service.home, state: .ended),
                    .init(name: "Biblioteca municipal", home: "https://x.example/", state: .noAnswer),
                    .init(name: "Hacienda", home: nil, state: .noEndpoint),
                ], isSignedIn: true, isOpenInOtherBrowser: true),
            onward: .over(backTo: .init(service: "Sede electrónica de Villarriba", address: "/x"))),
        LogoutPage(
            frame: Frame(address: "/logout/x"),
            state: .init(
                services: [.init(name: service.name, home: nil, state: .ended)], isSignedIn: false,
                isOpenInOtherBrowser: false),
            onward: .over(backTo: nil)),
        LandingPage(frame: Frame(address: "/"), metadataAddress: "/x", catalogueAddress: "/x"),
        SpoolPage(
            frame: Frame(address: "/spool"),
            messages: [
                .init(sentAt: now, number: "+34600123456", text: "Aldaba: su PIN es 7QX. Vale hasta las 21:51."),
                .init(
                    sentAt: now.addingTimeInterval(-90), number: "+34600123457", text: "Aldaba: su código es 48120937."),
            ]),
    ]
}
