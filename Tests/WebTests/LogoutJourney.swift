import Broker
import Federation
import Foundation
import SAML
import Synchronization
import TestAgents
import TestBroker
import TestFederation
import Testing
import XML
import XMLSecurity

@testable import Web

/// A citizen with sessions at several services who signs out. The office uses HTTP-Redirect with a separate address for
/// answers, the town hall HTTP-Redirect, the treasury HTTP-POST, and the archive SOAP.
struct LogoutJourney: Sendable {
    let walk: SessionWalk
    let office: TestServiceProvider
    let servers: ServerDouble
    static let answers = "https://oficina.example/saml/slo/answers"

    /// The services in addition to the office, which is always present.
    static func with(
        _ services: [TestServiceProvider], servers: ServerDouble = ServerDouble(),
        entries: [EntityID: ServicePolicy] = [:], recordedRandom: RecordedRandomSource? = nil,
        verifications: VerificationLane = VerificationLane(),
        _ body: @escaping @Sendable (LogoutJourney) async throws -> Void
    ) async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.backChannel = servers.line
        recipe.entries = entries
        recipe.recordedRandom = recordedRandom
        recipe.verifications = verifications
        try await SessionWalk.with(recipe) { walk in
            var office = walk.world.office
            office.singleLogoutServices = [
                Endpoint(
                    binding: .httpRedirect, location: "https://oficina.example/saml/slo", responseLocation: answers)
            ]
            try await walk.world.remove(walk.world.office)
            for service in [office] + services { try await walk.world.add(service) }
            try await walk.world.entities.register.refresh()
            try await body(LogoutJourney(walk: walk, office: office, servers: servers))
        }
    }

    /// Signs in at the office, and at the others with that session.
    func signIn(then services: [TestServiceProvider]) async throws -> SessionWalk.AssertionSummary {
        let assertion = try await walk.signIn(.ana, at: office, .low)
        for service in services {
            // Services are notified in the order in which the session reached them.
            walk.world.clock.turn(by: .seconds(1))
            let page = try await walk.login(at: service, .low).page()
            _ = try walk.assertion(page)
        }
        return assertion
    }

    /// Sends the request of the office.
    func ask(
        _ assertion: SessionWalk.AssertionSummary, of service: TestServiceProvider? = nil,
        relayState: String? = "vuelta",
        key: TestKey? = nil, _ change: (inout LogoutDraft) -> Void = { _ in }
    ) async throws -> HTTPResponse {
        let service = service ?? office
        var draft = LogoutDraft(
            of: try #require(assertion.nameID), from: service.entityID,
            to: walk.world.settings.singleLogoutService, at: walk.world.clock.now)
        change(&draft)
        let url = try RedirectBinding.url(
            sending: draft.message, to: walk.origin + "/saml/slo", relayState: relayState,
            signedWith: (key ?? service.key).signing)
        return try await walk.send(HTTPRequest("GET", #require(URL(string: url))))
    }

    /// Follows a redirect of the broker.
    func follow(_ response: HTTPResponse) async throws -> HTTPResponse {
        let location = try #require(response.location, "\(response.status) \(response.page.text)")
        #expect(location.absoluteString.hasPrefix(BrokerWorld.publicOrigin + "/"))
        return try await get(location.path)
    }

    func get(_ path: String) async throws -> HTTPResponse {
        try await walk.send(HTTPRequest("GET", #require(URL(string: walk.origin + path))))
    }

    /// Continues from the page of a logout, as its script does.
    func next(_ page: HTTPResponse, away: Bool = false) async throws -> HTTPResponse {
        let link = try #require(page.page.links.first { $0.url.path.hasSuffix("/next") }?.url, "\(page.page.text)")
        return try await get(link.path + "?" + (link.query() ?? "") + (away ? "&away=1" : ""))
    }

    /// Returns to the page of a logout without the answer of the service, and continues from there.
    func returnWithoutAnswer(_ page: HTTPResponse) async throws -> HTTPResponse {
        try await next(get(page.url.path))
    }

    /// Reads the request in a redirect of the broker.
    func request(in response: HTTPResponse) throws -> LogoutRequest {
        let received = try RedirectBinding.receive(
            LogoutRequest.self, query: response.location?.query(percentEncoded: true) ?? "")
        return try received.verified(trusting: [walk.world.recipe.signingKey.trusted]).message
    }

    /// Sends the request of the office by HTTP-POST.
    func askByForm(_ assertion: SessionWalk.AssertionSummary) async throws -> HTTPResponse {
        let draft = LogoutDraft(
            of: try #require(assertion.nameID), from: office.entityID,
            to: walk.world.settings.singleLogoutService, at: walk.world.clock.now)
        return try await post(draft.message, signedWith: office.key)
    }

    /// Posts a message of a service. The browser sends no cookie with it, as with each form of another site.
    func post(_ message: some SAMLMessage, signedWith key: TestKey) async throws -> HTTPResponse {
        let form = try PostBinding.form(
            sending: message, to: walk.origin + "/saml/slo", relayState: "vuelta", signedWith: key.signing)
        let response = try await HTTPAgent().send(
            .post(#require(URL(string: form.action)), form: form.fields.map { ($0.name, $0.value) }))
        walk.jar.take(response)
        return response
    }

    /// Sends the answer of a service by HTTP-Redirect.
    func reply(
        _ service: TestServiceProvider, to request: LogoutRequest, key: TestKey? = nil,
        _ change: (inout LogoutResponseDraft) -> Void = { _ in }
    ) async throws -> HTTPResponse {
        var draft = LogoutResponseDraft(
            to: request.id, from: service.entityID, at: walk.world.settings.singleLogoutService,
            now: walk.world.clock.now)
        change(&draft)
        let url = try RedirectBinding.url(
            sending: draft.message, to: walk.origin + "/saml/slo", signedWith: (key ?? service.key).signing)
        return try await walk.send(HTTPRequest("GET", #require(URL(string: url))))
    }

    /// Reads the answer to the office.
    func answer(in response: HTTPResponse) throws -> LogoutResponse {
        let location = try #require(response.location, "\(response.status) \(response.page.text)")
        #expect(location.absoluteString.hasPrefix(Self.answers + "?"), "the address for answers in metadata")
        #expect(location.absoluteString.contains("RelayState=vuelta"))
        let received = try RedirectBinding.receive(
            LogoutResponse.self, query: location.query(percentEncoded: true) ?? "")
        return try received.verified(trusting: [walk.world.recipe.signingKey.trusted]).message
    }

    /// Reads the answer to the office from the last page of a logout.
    func finish(_ page: HTTPResponse) async throws -> LogoutResponse {
        try answer(in: await get(page.url.path + "/finish"))
    }
}

/// A double of the SOAP servers of the services.
final class ServerDouble: Sendable {
    private let state = Mutex(State())

    private struct State {
        var isReachable = false
        var asked: [String] = []
        var answer: (@Sendable (LogoutRequest) throws -> [UInt8])?
    }

    /// Whether the servers can be reached.
    func setReachable(_ isReachable: Bool) { state.withLock { $0.isReachable = isReachable } }

    /// Sets the answer of the SOAP endpoint of a service. Without this call it is silent.
    ///
    /// - Parameter padding: the number of spaces after the envelope.
    func answer(
        as service: TestServiceProvider, status: Status = .success, key: TestKey? = nil, padding: Int = 0, at now: Date
    ) {
        state.withLock { state in
            state.answer = { request in
                var draft = LogoutResponseDraft(
                    to: request.id, from: service.entityID,
                    at: BrokerWorld.publicOrigin + "/saml/slo/soap", now: now)
                draft.status = status
                return try SOAPBinding.envelope(
                    sending: draft.message, signedWith: (key ?? service.key).signing
                ).bytes + [UInt8](repeating: 0x20, count: padding)
            }
        }
    }

    var asked: [String] { state.withLock(\.asked) }

    private struct Silence: Error {}

    var line: BackChannel {
        BackChannel(
            exchange: { [self] address, envelope in
                let request = try SOAPBinding.receive(LogoutRequest.self, envelope: envelope)
                    .verified(trusting: [TestKey.identityProvider.trusted]).message
                let answer = state.withLock { state in
                    state.asked.append(address)
                    return state.answer
                }
                guard let answer else { throw Silence() }
                return try answer(request)
            },
            isAnswered: { [self] _ in state.withLock(\.isReachable) })
    }
}

extension TestServiceProvider {
    /// Accepts logout by HTTP-Redirect.
    static var townHall: TestServiceProvider {
        elsewhere(
            "ayuntamiento", [Endpoint(binding: .httpRedirect, location: "https://ayuntamiento.example/slo?de=fuera")])
    }

    /// Accepts logout only by HTTP-POST.
    static var treasury: TestServiceProvider {
        elsewhere("hacienda", [Endpoint(binding: .httpPOST, location: "https://hacienda.example/slo")])
    }

    /// Accepts logout only by SOAP.
    static var archive: TestServiceProvider {
        elsewhere("archivo", [Endpoint(binding: .soap, location: "https://archivo.example/soap")])
    }

    /// Accepts logout by HTTP-Redirect and by SOAP.
    static var museum: TestServiceProvider {
        elsewhere(
            "museo",
            [
                Endpoint(binding: .soap, location: "https://museo.example/soap"),
                Endpoint(binding: .httpRedirect, location: "https://museo.example/slo"),
            ])
    }

    /// Accepts no logout.
    static var deaf: TestServiceProvider { elsewhere("sorda", []) }

    private static func elsewhere(_ host: String, _ endpoints: [Endpoint]) -> TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://\(host).example/saml")
        service.location = "https://\(host).example/saml/acs"
        service.singleLogoutServices = endpoints
        return service
    }
}
