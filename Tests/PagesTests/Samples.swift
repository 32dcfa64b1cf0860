import Foundation
import Testing

@testable import Pages

/// One page of each kind and its variants. Every text has the given value.
struct Samples {
    let text: String
    let address: String

    static let plain = Samples(text: "12345678Z", address: "/login/7f3a/step")

    /// Created once, because its resources do not change during the tests.
    static let renderer = Result { try PageRenderer() }

    /// 21 November 2026, 21:41 in Madrid.
    static let now = Date(timeIntervalSince1970: 1_795_293_660)

    var frame: Frame {
        Frame(
            service: ServiceDescription(name: text, logo: "data:image/png;base64,\(text)", home: "https://\(text)/"),
            address: address,
            formToken: text, reference: text)
    }

    func frame(problems: [Problem]) -> Frame {
        Frame(service: ServiceDescription(name: text), address: address, formToken: text, problems: problems)
    }

    var all: [any Page] { signIn + withProblems + others + errors }

    var offers: [MethodSelectionPage.Offer] {
        [
            .init(.pin, action: address), .init(.permanentKey, action: address),
            .init(.certificate, action: address, isLink: true),
        ]
    }

    private var signIn: [any Page] {
        [
            MethodSelectionPage(
                frame: frame, level: .only([.low, .substantial]),
                releases: ReleasedAttribute.Known.allCases.map { .known($0) } + [.other(text)], offers: offers,
                absences: UnavailabilityReason.allCases.map { .init(.permanentKey, because: $0) },
                cancelAction: address, registrationHelp: address),
            MethodSelectionPage(frame: frame, level: nil, releases: [], offers: [], cancelAction: address),
            PINRequestPage(
                frame: frame, action: address, cancelAction: address, backAddress: address, document: text,
                contrast: text, code: text, registrationHelp: address),
            pinEntry(frame, resendFrom: Self.now.addingTimeInterval(24)),
            PermanentKeyPage(
                frame: frame, action: address, cancelAction: address, backAddress: address, document: text,
                needsOneTimeCode: true, forgottenAddress: address, registrationHelp: address),
            oneTimeCodeEntry(frame),
            CertificateStartPage(
                frame: frame, certificateAddress: address, cancelAction: address, backAddress: address),
            CertificateConfirmPage(
                frame: frame, holder: text, document: text, issuer: text, action: address, otherWayAddress: address),
            ShortfallNoticePage(
                frame: frame, reached: .low, required: .atLeast(.high), offers: offers, returnAction: address),
            ShortfallNoticePage(
                frame: frame, reached: .low, required: .atLeast(.high), offers: [], returnAction: address),
            AnswerFormPage(
                frame: frame, destination: address,
                fields: [.init("SAMLResponse", text), .init("RelayState", text)], nonce: "bm9uY2U"),
        ]
    }

    private var withProblems: [any Page] {
        [
            PINRequestPage(
                frame: frame(problems: [
                    Problem(.documentMalformed, field: .document), Problem(.contrastMalformed, field: .contrast),
                    Problem(.codeMalformed, field: .code),
                ]), action: address, cancelAction: address, backAddress: nil, document: text, contrast: text,
                code: text),
            PINRequestPage(
                frame: frame(problems: [Problem(.dataDoNotMatch)]), action: address, cancelAction: address,
                backAddress: nil, code: text),
            pinEntry(
                frame(problems: [Problem(.wrongAccessCode(attemptsLeft: 2), field: .accessCode)]),
                resendFrom: Self.now),
            PermanentKeyPage(
                frame: frame(problems: [Problem(.passwordMissing, field: .password)]), action: address,
                cancelAction: address, backAddress: nil),
            oneTimeCodeEntry(
                frame(problems: [Problem(.wrongOneTimeCode(attemptsLeft: 1), field: .oneTimeCode)])),
        ]
    }

    private var others: [any Page] {
        [
            LandingPage(frame: frame, metadataAddress: address, catalogueAddress: address),
            SessionPage(
                frame: frame,
                present: .init(
                    name: text, since: Self.now, previousAccess: Self.now, until: Self.now, methods: [.pin],
                    services: [text],
                    consents: [.init(serviceName: text, entityID: text)]), signOutAction: address,
                withdrawAction: address),
            SessionPage(frame: frame, present: nil, signOutAction: address),
            ConsentPage(
                frame: frame,
                data: [
                    .init(.known(.firstName), .text(text)), .init(.other(text), .nothing),
                    .init(.known(.method), .method(.pin)), .init(.known(.level), .level(.high)),
                ], action: address, refuseAction: address),
            LogoutPage(
                frame: frame, state: .init(services: logoutServices, isSignedIn: true, isOpenInOtherBrowser: true),
                onward: .next(.init(address: address, here: address, probe: address, seconds: 10))),
            LogoutPage(
                frame: frame, state: .init(services: logoutServices, isSignedIn: true, isOpenInOtherBrowser: true),
                onward: .over(backTo: .init(service: text, address: address))),
            LogoutPage(
                frame: frame,
                state: .init(
                    services: [.init(name: text, home: nil, state: .ended)], isSignedIn: false,
                    isOpenInOtherBrowser: false),
                onward: .over(backTo: nil)),
            LogoutPage(
                frame: frame, state: .init(services: [], isSignedIn: false, isOpenInOtherBrowser: true),
                onward: .next(
                    .init(
                        address: address, here: address, probe: nil, seconds: 10,
                        form: .init(destination: address, fields: [.init("SAMLRequest", text)])))),
            SpoolPage(
                frame: Frame(notice: .chooseAnotherMethod),
                messages: [.init(sentAt: Self.now, number: text, text: text)]),
            SpoolPage(frame: Frame(), messages: []),
        ]
    }

    private var logoutServices: [LogoutPage.Service] {
        LogoutPage.State.allCases.map { .init(name: text, home: "https://x.example/", state: $0) }
    }

    private var errors: [any Page] {
        let causes: [CertificateCause] = [
            .absent, .expired(since: Self.now), .notYetValid(from: Self.now), .revoked(since: nil),
            .revoked(since: Self.now), .revocationUnknown, .unknownIssuer(name: text), .notNaturalPerson,
            .forSigningOnly, .profileNotAccepted, .unidentified, .unreliable,
        ]
        return causes.map {
            CertificateFailurePage(frame: frame, cause: $0, retryAddress: address, otherWayAddress: address)
        } + [
            CertificateFailurePage(frame: frame, cause: .absent, retryAddress: nil, otherWayAddress: nil),
            RejectionPage(frame: frame, code: text, expected: text, received: text, catalogueAddress: address),
            RejectionPage(frame: frame, code: "wrong-destination"),
            LoginGonePage(frame: frame, cause: .expired, returnAction: address),
            LoginGonePage(frame: frame, cause: .answered), LoginGonePage(frame: Frame(), cause: .unknown),
            NotFoundPage(frame: frame), MethodNotAllowedPage(frame: frame),
            FaultPage(frame: frame, retryAddress: address), FaultPage(frame: frame),
            BadRequestPage(frame: frame, retryAddress: address),
            TooManyRequestsPage(
                frame: frame, minutes: 3, code: text, catalogueAddress: address, retryAddress: address),
            ErrorCataloguePage(frame: frame, entries: [.init(code: text, address: address)]),
            ErrorCatalogueEntryPage(frame: frame, code: text, catalogueAddress: address),
        ]
    }

    private func pinEntry(_ frame: Frame, resendFrom: Date) -> PINEntryPage {
        PINEntryPage(
            frame: frame, action: address, resendAction: address, cancelAction: address, backAddress: address,
            code: text, pin: .init(length: 8, isNumeric: true), validUntil: Self.now.addingTimeInterval(600),
            resendFrom: resendFrom, now: Self.now)
    }

    private func oneTimeCodeEntry(_ frame: Frame) -> OneTimeCodeEntryPage {
        OneTimeCodeEntryPage(
            frame: frame, action: address, resendAction: address, cancelAction: address, otherWayAddress: address,
            validUntil: Self.now.addingTimeInterval(300), resendFrom: Self.now, now: Self.now)
    }
}

extension Page {
    /// The number of scripts of a page: one posts an answer, the other continues a logout.
    var scripts: Int {
        if case .next = (self as? LogoutPage)?.onward { return 1 }
        return self is AnswerFormPage ? 1 : 0
    }
}

extension PageRenderer {
    func render(_ page: some Page, language: Language) throws -> String {
        var octets: [UInt8] = []
        try write(page, language: language, to: &octets)
        return try #require(String(validating: octets, as: UTF8.self))
    }
}
