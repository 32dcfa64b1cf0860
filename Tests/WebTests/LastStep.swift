import Broker
import Federation
import Foundation
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// A login one step before a proof, and the request with the proof.
struct LastStep: Sendable {
    enum Way: String, CaseIterable, Sendable {
        case pin, password, passwordAndCode, certificate
        /// The password is correct, and the code follows.
        case passwordBeforeCode
        /// The session has the password, and only the code is requested.
        case stepUp
        /// The proof is accepted and does not reach the level.
        case shortfall

        /// Whether the next page is the answer.
        var leadsToAnswer: Bool {
            switch self {
            case .pin, .password, .passwordAndCode, .certificate, .stepUp: true
            case .passwordBeforeCode, .shortfall: false
            }
        }
    }

    let walk: SessionWalk
    let login: LoginBrowser
    /// Copies of the browser before each step up to the proof.
    let copies: [SessionWalk]
    /// Returns the request with the correct proof or another one, without cookies.
    let request: @Sendable (_ other: String?) throws -> HTTPRequest

    static func reach(_ way: Way, in walk: SessionWalk) async throws -> LastStep {
        switch way {
        case .pin: try await pin(.ana, .low, walk)
        case .shortfall: try await pin(.bruno, .substantial, walk)
        case .password, .passwordBeforeCode:
            try await {
                let (login, form, early) = try await passwordForm(way == .password ? .low : .substantial, walk)
                let ana = TestCitizen.ana
                return LastStep(walk: walk, login: login, copies: [early, walk.copy()]) { other in
                    try form.request(
                        with: ["document": ana.document, "password": other ?? #require(ana.password)])
                }
            }()
        case .passwordAndCode:
            try await {
                let (login, form, early) = try await passwordForm(.substantial, walk)
                let before = walk.copy()
                let ana = TestCitizen.ana
                let entry = try await login.follow(
                    form, ["document": ana.document, "password": #require(ana.password)])
                return try await code(entry, login, [early, before], walk)
            }()
        case .stepUp:
            try await {
                let (first, form, _) = try await passwordForm(.low, walk)
                let ana = TestCitizen.ana
                _ = try await first.follow(form, ["document": ana.document, "password": #require(ana.password)])
                let login = try await walk.login(at: walk.world.library, .substantial)
                let early = walk.copy()
                return try await code(login.choose("permanent-key"), login, [early], walk)
            }()
        case .certificate: try await certificate(walk)
        }
    }

    private static func pin(
        _ citizen: TestCitizen, _ level: LevelOfAssurance, _ walk: SessionWalk
    ) async throws -> LastStep {
        let login = try await walk.login(at: walk.world.office, level)
        let early = walk.copy()
        let form = try await login.choose("pin").page.form(with: "document", "contrast", "code")
        let own = try #require(form["code"])
        let entry = try await login.follow(form, ["document": citizen.document, "contrast": citizen.contrast])
        let pin = try await walk.receiveCode(citizen)
        let code = try entry.page.form(with: "accessCode")
        return LastStep(walk: walk, login: login, copies: [early, walk.copy()]) { other in
            try code.request(with: ["accessCode": other ?? own + pin])
        }
    }

    private static func passwordForm(
        _ level: LevelOfAssurance, _ walk: SessionWalk
    ) async throws -> (LoginBrowser, PageForm, early: SessionWalk) {
        let login = try await walk.login(at: walk.world.office, level)
        let early = walk.copy()
        return (login, try await login.choose("permanent-key").page.form(with: "document", "password"), early)
    }

    private static func code(
        _ entry: HTTPResponse, _ login: LoginBrowser, _ copies: [SessionWalk], _ walk: SessionWalk
    ) async throws -> LastStep {
        let code = try await walk.receiveCode(.ana)
        let form = try entry.page.form(with: "oneTimeCode")
        return LastStep(walk: walk, login: login, copies: copies + [walk.copy()]) { other in
            try form.request(with: ["oneTimeCode": other ?? code])
        }
    }

    private static func certificate(_ walk: SessionWalk) async throws -> LastStep {
        let login = try await walk.login(at: walk.world.office, .low)
        let early = walk.copy()
        _ = try await login.choose("certificate")
        let start = try #require(URL(string: "\(login.origin)\(login.path)/certificate/start"))
        let ticket = try #require(
            try await walk.send(HTTPRequest("GET", start)).location.flatMap {
                URLComponents(string: $0.absoluteString)
            }?
            .queryItems?.first { $0.name == "ticket" }?.value)
        let exchange = try #require(CertificateExchange(walk.world.signIn))
        let address = try await exchange.confirm(
            ticket: ticket, certificate: DevelopmentPKI.shared().certificateDER(of: .fnmt)
        ).get()
        let (origin, path) = (login.origin, login.path)
        let code = try #require(address.split(separator: "code=").last)
        return LastStep(walk: walk, login: login, copies: [early, walk.copy()]) { other in
            HTTPRequest(
                "GET", try #require(URL(string: "\(origin)\(path)/certificate/return?code=\(other ?? "\(code)")")))
        }
    }

    /// A wrong proof with the format of the correct one.
    static func another(_ way: Way) -> String {
        switch way {
        case .pin, .shortfall: "ZZ99ZZ9"
        case .password, .passwordBeforeCode: "Otra-Cosa-1"
        case .passwordAndCode, .stepUp: "00000000"
        case .certificate: String(repeating: "A", count: 43)
        }
    }

    /// Requests the current page of the login, or the target of a redirect, with the current cookies.
    func page(at location: URL? = nil) async throws -> HTTPResponse {
        let browser = try login.with(walk.jar, port: walk.port)
        let page = try await browser.page(at: location)
        walk.jar.take(page)
        return page
    }

    /// Sends the proof and does not follow the redirect.
    func prove() async throws -> HTTPResponse {
        let response = try await send(from: walk)
        #expect(response.status == 303, "\(response.page.text)")
        return response
    }

    /// Sends the same request from a browser with the cookies from before the proof. The browser stores no new cookies.
    func send(_ other: String? = nil) async throws -> HTTPResponse {
        try await send(other, from: copies[copies.count - 1].copy())
    }

    private func send(_ other: String? = nil, from walk: SessionWalk) async throws -> HTTPResponse {
        try await SessionWalk(world: walk.world, jar: walk.jar, port: walk.port).send(request(other))
    }

    /// Returns the login cookie that a response sets.
    func cookie(in response: HTTPResponse) -> String? {
        response.headers(named: "Set-Cookie").first { $0.hasPrefix("__Host-login-") }?.split(separator: ";").first
            .map(String.init)
    }
}
