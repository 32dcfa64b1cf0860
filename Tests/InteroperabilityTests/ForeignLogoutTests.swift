import Foundation
import SAML
import TestAgents
import TestFederation
import Testing

/// Tests of single logout with third-party software, started by either side.
@Suite(.startsProcesses) struct ForeignLogoutTests {
    private static let software: [ForeignServiceProvider.Software] = [.mellon, .pysaml2, .simpleSAMLphp]
    private let provider = InProcessIdentityProvider()

    @Test(arguments: software) func `ends the session that a logout request names, and answers`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let service = try await start(software)
        for indexes in [["_sesion1"], ["_antes", "_sesion1"], [nil]] {
            let login = try await signIn(service)
            let (answer, page) = try await ask(login, toEnd: indexes)
            #expect(answer?.outcome == .ended, "\(page.text) \(service.log)")
            #expect(answer?.relayState == "otra vez & más")
            #expect(try await login.person().nameID == nil)
        }
    }

    @Test(arguments: software) func `refuses a logout request that the identity provider did not sign`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let login = try await signIn(try await start(software))
        let (answer, page) = try await ask(login, toEnd: ["_sesion1"], signedWith: .attacker)
        #expect(answer == nil && page.status == 403)
        #expect(page.text.lowercased().contains("sign"), "\(page.text)")
        #expect(try await login.person().nameID != nil)
    }

    /// A broker must handle all three: an error status, a success status, and no answer.
    @Test func `reports an unknown session in the way of each software`() async throws {
        let ways: [(ForeignServiceProvider.Software, other: StatusCode?, gone: StatusCode)] = [
            // Shows an error page: the browser does not return.
            (.mellon, nil, .requestDenied),
            (.pysaml2, .unknownPrincipal, .unknownPrincipal),
        ]
        for (software, known, gone) in ways {
            let login = try await signIn(try await start(software))
            let (other, page) = try await ask(login, toEnd: ["_otra"])
            #expect(other?.subcode == known, "\(page.text)")
            #expect(try await login.person().nameID != nil)
            _ = try await ask(login, toEnd: ["_sesion1"])
            let (again, last) = try await ask(login, toEnd: ["_sesion1"])
            #expect(again?.subcode == gone, "\(last.text)")
        }
        // With PHP sessions, SimpleSAMLphp ends the session of the browser that sends the request, not the named one.
        let login = try await signIn(try await start(.simpleSAMLphp))
        for _ in 0..<2 {
            #expect(try await ask(login, toEnd: ["_otra"]).answer?.outcome == .ended)
            #expect(try await login.person().nameID == nil)
        }
    }

    /// mellon finds sessions only by NameID. It may find the session of another browser, and then shows an error page.
    @Test(arguments: software) func `ends the named session when a person is signed in with two browsers`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let service = try await start(software)
        let (first, second) = (try await signIn(service), try await signIn(service, sessionIndex: "_sesion2"))
        let (answer, page) = try await ask(second, toEnd: ["_sesion2"])
        let isLost = software == .mellon
        #expect(answer?.outcome == (isLost ? nil : .ended), "\(page.text)")
        #expect(try await second.person().sessionIndex == (isLost ? "_sesion2" : nil))
        #expect(try await first.person().sessionIndex == "_sesion1")
    }

    /// mellon keeps the first session besides the second and finds it by NameID, so the request must name both.
    @Test(arguments: software) func `ends both sessions of one browser when both are named`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let service = try await start(software)
        let login = try await signIn(service)
        let again =
            software == .mellon
            ? service.url + "/mellon/login?ReturnTo=" + FormEncoding.encode(service.personAddress)
            : service.loginAddress()
        let request = try provider.accept(
            try #require(try await login.visit(again).location), from: try await service.metadata, at: Date())
        let outcome = try await login.outcome(try provider.success(to: request, sessionIndex: "_sesion2", at: Date()))
        #expect(outcome.sessionIndex == "_sesion2")
        if software == .mellon {
            #expect(try await ask(login, toEnd: ["_sesion2"]).answer == nil)
            #expect(try await login.person().nameID != nil)
        }
        let (answer, page) = try await ask(login, toEnd: ["_sesion1", "_sesion2"])
        #expect(answer?.outcome == .ended, "\(page.text)")
        #expect(try await login.person().nameID == nil)
    }

    @Test(arguments: software) func `sends a logout request with NameID and SessionIndex, and accepts the answer`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let service = try await start(software)
        for outcome in [LogoutOutcome.ended, .endedInPart, .notEnded, .unknownPrincipal] {
            let login = try await signIn(service)
            let metadata = try await service.metadata
            let left = try await login.visit(service.logoutAddress)
            let request = try provider.acceptLogout(
                try #require(left.location, "\(left.text)"), from: metadata, at: Date())
            #expect(request.nameID == InProcessIdentityProvider.nameID(at: request.issuer))
            #expect(request.sessionIndexes == ["_sesion1"])
            let back = try await login.visit(try provider.answer(request, outcome, at: Date()))
            let shown = try await service.outcome(of: back, for: login.agent)
            if software == .simpleSAMLphp || outcome.status.isSuccess {
                #expect(back.status == 200 && shown.error == nil, "\(back.text)")
            } else {
                // mellon shows its error page and does not return to the given URL.
                #expect(back.status == 403 && shown.error != nil)
            }
            #expect(try await login.person().nameID == nil)
        }
    }

    private func start(_ software: ForeignServiceProvider.Software) async throws -> ForeignServiceProvider {
        try await ForeignServiceProvider.start(
            software, identityProviderMetadata: try provider.metadata(at: Date()))
    }

    /// Signs in with a new browser.
    private func signIn(
        _ service: ForeignServiceProvider, sessionIndex: String = "_sesion1"
    ) async throws -> ForeignLogin {
        let login = try await ForeignLogin(at: service, provider)
        let outcome = try await login.outcome(
            try provider.success(to: login.request, sessionIndex: sessionIndex, at: Date()))
        #expect(outcome.isAccepted, "\(outcome)")
        return login
    }

    /// Sends a logout request through the browser of a login. Returns the answer, if there is one, and the page.
    private func ask(
        _ login: ForeignLogin, toEnd sessionIndexes: [String?], signedWith key: TestKey? = nil
    ) async throws -> (answer: AcceptedLogoutResponse?, page: HTTPResponse) {
        let metadata = try await login.service.metadata
        let id = InProcessIdentityProvider.newID()
        let page = try await login.visit(
            try provider.logoutRequest(ending: sessionIndexes, from: metadata, id: id, signedWith: key, at: Date()))
        let answer = try page.location.map { try provider.acceptAnswer($0, to: id, from: metadata, at: Date()) }
        return (answer, page)
    }
}

extension AcceptedLogoutResponse {
    /// The second-level status code of a failed logout.
    fileprivate var subcode: StatusCode? {
        guard case .failed(let status) = outcome else { return nil }
        return status.subcodes.first
    }
}
