import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// A citizen at one browser, who goes to several services one after the other.
struct SessionWalk: Sendable {
    let world: BrokerWorld
    let jar: CookieJar
    let port: Int
    var origin: String { "http://127.0.0.1:\(port)" }
    private let agent = HTTPAgent()

    /// What a service reads in its assertion.
    struct Told {
        let context: String?
        let instant: Date
        let sessionIndex: String?
        let nameID: NameID?
    }

    static func with(
        _ recipe: BrokerWorld.Recipe = .init(), _ body: @escaping @Sendable (SessionWalk) async throws -> Void
    ) async throws {
        let world = try await BrokerWorld(recipe)
        try await RunningListener.publicOne(world, limits: .standard) { port in
            try await body(SessionWalk(world: world, jar: CookieJar(), port: port))
        }
    }

    /// The same broker from another browser.
    func another() -> SessionWalk { SessionWalk(world: world, jar: CookieJar(), port: port) }

    /// The same broker from a browser that has a copy of this one's cookies.
    func copy() -> SessionWalk { another(with: jar.copy()) }

    /// The same broker from a browser with those cookies and no others: an agent keeps the ones that it has met.
    func another(with jar: CookieJar) -> SessionWalk { SessionWalk(world: world, jar: jar, port: port) }

    /// Brings a request of a service.
    func login(
        at service: TestServiceProvider, _ level: LevelOfAssurance, _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> LoginBrowser {
        let request = world.request(service, .minimum, level, change: change)
        return try await LoginBrowser(port: port, query: service.query(request), jar: jar)
    }

    /// Brings a request of a service, and sees what comes first.
    func arrive(
        at service: TestServiceProvider, _ level: LevelOfAssurance, _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> HTTPResponse {
        try await login(at: service, level, change).page()
    }

    /// From the chooser to the page with the answer.
    func proveByPIN(_ citizen: TestCitizen, in login: LoginBrowser) async throws -> HTTPResponse {
        let form = try await login.choose("pin").page.form(with: "document", "contrast", "code")
        let own = try #require(form["code"])
        let entry = try await login.follow(
            form, ["document": citizen.document, "contrast": citizen.contrast])
        let pin = try await receiveCode(citizen)
        return try await login.follow(entry.page.form(with: "accessCode"), ["accessCode": own + pin])
    }

    /// What the last message to that citizen has for them to type.
    func receiveCode(_ citizen: TestCitizen) async throws -> String {
        await world.deliverMessages()
        return try #require(world.telephone.lastCode(to: citizen.phone))
    }

    /// A whole sign-in with a PIN. Messages are a minute apart.
    @discardableResult
    func signIn(
        _ citizen: TestCitizen, at service: TestServiceProvider, _ level: LevelOfAssurance,
        _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> Told {
        world.clock.turn(by: .seconds(60))
        return try told(await proveByPIN(citizen, in: try await login(at: service, level, change)))
    }

    /// What the library is answered that asks not to show the citizen anything.
    func passive(
        _ level: LevelOfAssurance, _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> [StatusCode] {
        let login = try await login(at: world.library, level) { draft in
            draft.isPassive = true
            change(&draft)
        }
        let first = try await login.page()
        let home = first.status == 303 ? try await login.page(at: first.location) : first
        return try status(home)
    }

    /// What the answer on a page says came of the request.
    func status(_ page: HTTPResponse) throws -> [StatusCode] {
        let status = try response(in: page).status
        return [status.code] + status.subcodes
    }

    /// A page of ours in a browser that keeps no cookies.
    func getWithoutCookies(_ path: String) async throws -> HTTPResponse {
        try await HTTPAgent().send(HTTPRequest("GET", #require(URL(string: origin + path))))
    }

    /// The one assertion on a page with an answer.
    func told(_ page: HTTPResponse) throws -> Told {
        let response = try response(in: page)
        let assertion = try #require(response.assertions.first)
        let statement = try #require(assertion.authnStatements.first)
        return Told(
            context: statement.authnContextClass?.rawValue, instant: statement.authnInstant,
            sessionIndex: statement.sessionIndex, nameID: assertion.subject?.nameID)
    }

    /// The page of the session.
    func page() async throws -> HTTPResponse {
        try await send(HTTPRequest("GET", #require(URL(string: origin + "/session"))))
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var request = request
        request.headers += jar.headers
        let response = try await agent.send(request)
        jar.take(response)
        return response
    }

    private func response(in page: HTTPResponse) throws -> Response {
        let form = try page.page.form(with: "SAMLResponse")
        return try PostBinding.receive(
            Response.self, samlMessage: form["SAMLResponse"] ?? "", relayState: form["RelayState"]
        ).authentic(trusting: [world.recipe.signingKey.trusted]).response
    }
}

extension TestServiceProvider {
    /// A third service, under a name of its own.
    static var strict: TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://hacienda.example/saml")
        service.location = "https://hacienda.example/saml/acs"
        return service
    }
}
