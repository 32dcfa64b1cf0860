import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// A citizen with one browser who visits several services one after another.
struct SessionWalk: Sendable {
    let world: BrokerWorld
    let jar: CookieJar
    let port: Int
    var origin: String { "http://127.0.0.1:\(port)" }
    private let agent = HTTPAgent()

    /// The values that a service reads from its assertion.
    struct AssertionSummary {
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

    /// Returns the same broker with another browser.
    func another() -> SessionWalk { SessionWalk(world: world, jar: CookieJar(), port: port) }

    /// Returns the same broker with a browser that has a copy of these cookies.
    func copy() -> SessionWalk { another(with: jar.copy()) }

    /// Returns the same broker with a browser that has only these cookies. A new agent is needed, because an agent
    /// stores cookies.
    func another(with jar: CookieJar) -> SessionWalk { SessionWalk(world: world, jar: jar, port: port) }

    /// Sends a request of a service.
    func login(
        at service: TestServiceProvider, _ level: LevelOfAssurance, _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> LoginBrowser {
        let request = world.request(service, .minimum, level, change: change)
        return try await LoginBrowser(port: port, query: service.query(request), jar: jar)
    }

    /// Sends a request of a service and returns the first page.
    func arrive(
        at service: TestServiceProvider, _ level: LevelOfAssurance, _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> HTTPResponse {
        try await login(at: service, level, change).page()
    }

    /// Performs the steps from the chooser to the page with the answer.
    func proveByPIN(_ citizen: TestCitizen, in login: LoginBrowser) async throws -> HTTPResponse {
        let form = try await login.choose("pin").page.form(with: "document", "contrast", "code")
        let own = try #require(form["code"])
        let entry = try await login.follow(
            form, ["document": citizen.document, "contrast": citizen.contrast])
        let pin = try await receiveCode(citizen)
        return try await login.follow(entry.page.form(with: "accessCode"), ["accessCode": own + pin])
    }

    /// Returns the code in the last message to the citizen.
    func receiveCode(_ citizen: TestCitizen) async throws -> String {
        await world.deliverMessages()
        return try #require(world.telephone.lastCode(to: citizen.phone))
    }

    /// Performs a sign-in with a PIN. The clock advances by a minute, because of the limit of messages.
    @discardableResult
    func signIn(
        _ citizen: TestCitizen, at service: TestServiceProvider, _ level: LevelOfAssurance,
        _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> AssertionSummary {
        world.clock.turn(by: .seconds(60))
        return try assertion(await proveByPIN(citizen, in: try await login(at: service, level, change)))
    }

    /// Returns the status codes of the answer to a passive request of the library.
    func passive(
        _ level: LevelOfAssurance, _ change: (inout RequestDraft) -> Void = { _ in }
    ) async throws -> [StatusCode] {
        let login = try await login(at: world.library, level) { draft in
            draft.isPassive = true
            change(&draft)
        }
        let first = try await login.page()
        let answer = first.status == 303 ? try await login.page(at: first.location) : first
        return try status(answer)
    }

    /// Returns the status codes of the answer on a page.
    func status(_ page: HTTPResponse) throws -> [StatusCode] {
        let status = try response(in: page).status
        return [status.code] + status.subcodes
    }

    /// Requests a path with a browser without cookies.
    func getWithoutCookies(_ path: String) async throws -> HTTPResponse {
        try await HTTPAgent().send(HTTPRequest("GET", #require(URL(string: origin + path))))
    }

    /// Reads the assertion on a page with an answer.
    func assertion(_ page: HTTPResponse) throws -> AssertionSummary {
        let response = try response(in: page)
        let assertion = try #require(response.assertions.first)
        let statement = try #require(assertion.authnStatements.first)
        return AssertionSummary(
            context: statement.authnContextClass?.rawValue, instant: statement.authnInstant,
            sessionIndex: statement.sessionIndex, nameID: assertion.subject?.nameID)
    }

    /// Requests the session page.
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
    /// A third service with its own entityID.
    static var strict: TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://hacienda.example/saml")
        service.location = "https://hacienda.example/saml/acs"
        return service
    }
}
