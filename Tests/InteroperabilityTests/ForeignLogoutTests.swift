import Foundation
import SAML
import TestAgents
import TestFederation
import Testing

/// Single logout with software that others wrote, begun by it and begun by us.
@Suite(.serialized) struct ForeignLogoutTests {
    private static let software: [ForeignServiceProvider.Software] = [.mellon, .pysaml2, .simpleSAMLphp]
    private let provider = InProcessIdentityProvider()

    @Test(arguments: software) func `signs out whom a request of ours names, and answers it`(
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

    @Test(arguments: software) func `signs nobody out for who is not the identity provider`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let login = try await signIn(try await start(software))
        let (answer, page) = try await ask(login, toEnd: ["_sesion1"], signedWith: .attacker)
        #expect(answer == nil && page.status == 403)
        #expect(page.text.lowercased().contains("sign"), "\(page.text)")
        #expect(try await login.person().nameID != nil)
    }

    /// What a broker must reckon with: an answer that says no, one that says yes, and none at all.
    @Test func `tells of a session that it does not know as each does`() async throws {
        let ways: [(ForeignServiceProvider.Software, other: StatusCode?, gone: StatusCode)] = [
            // Shows a page of its own: the browser does not come back.
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
        // Where its sessions are PHP's own, it ends that of the browser that comes, whatever it was asked.
        let login = try await signIn(try await start(.simpleSAMLphp))
        for _ in 0..<2 {
            #expect(try await ask(login, toEnd: ["_otra"]).answer?.outcome == .ended)
            #expect(try await login.person().nameID == nil)
        }
    }

    /// mellon looks a session up by the name alone, finds another browser's, and shows a page of errors.
    @Test(arguments: software) func `of two browsers of one person, signs out the one that is named`(
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

    /// mellon keeps the first one beside the second, finds it by the name, and must see it named.
    @Test(arguments: software) func `signs out who has signed in twice at one browser, when both sessions are named`(
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
        let told = try await login.outcome(try provider.success(to: request, sessionIndex: "_sesion2", at: Date()))
        #expect(told.sessionIndex == "_sesion2")
        if software == .mellon {
            #expect(try await ask(login, toEnd: ["_sesion2"]).answer == nil)
            #expect(try await login.person().nameID != nil)
        }
        let (answer, page) = try await ask(login, toEnd: ["_sesion1", "_sesion2"])
        #expect(answer?.outcome == .ended, "\(page.text)")
        #expect(try await login.person().nameID == nil)
    }

    @Test(arguments: software) func `asks us with the name and the session that it was told, and takes our answer`(
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
            let told = try await service.outcome(of: back, for: login.agent)
            if software == .simpleSAMLphp || outcome.status.isSuccess {
                #expect(back.status == 200 && told.error == nil, "\(back.text)")
            } else {
                // Its own page of errors: mellon does not go where it was to return to.
                #expect(back.status == 403 && told.error != nil)
            }
            #expect(try await login.person().nameID == nil)
        }
    }

    private func start(_ software: ForeignServiceProvider.Software) async throws -> ForeignServiceProvider {
        try await ForeignServiceProvider.start(
            software, identityProviderMetadata: try provider.metadata(at: Date()))
    }

    /// From a browser of its own.
    private func signIn(
        _ service: ForeignServiceProvider, sessionIndex: String = "_sesion1"
    ) async throws -> ForeignLogin {
        let login = try await ForeignLogin(at: service, provider)
        let outcome = try await login.outcome(
            try provider.success(to: login.request, sessionIndex: sessionIndex, at: Date()))
        #expect(outcome.isAccepted, "\(outcome)")
        return login
    }

    /// Has the browser of that login carry a request of ours, and reads the answer that it is sent back with, if it is.
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
    /// The first code below the first of an answer that says no.
    fileprivate var subcode: StatusCode? {
        guard case .failed(let status) = outcome else { return nil }
        return status.subcodes.first
    }
}
