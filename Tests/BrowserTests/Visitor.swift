import Foundation
import TestAgents
import Testing

/// The steps of a person with a browser without scripts, from the office to its answer.
struct Visitor: Sendable {
    let agent: HTTPAgent
    let world: World

    init(language: String = "es", identity: TLSIdentity? = nil) {
        world = .current
        agent = HTTPAgent(
            language: language, trustedCertificates: world.authorities.serverAuthority, identity: identity)
    }

    /// Starts a procedure at the office, up to the broker's first page.
    func begin(_ procedure: String, _ query: String = "") async throws -> HTTPResponse {
        let page = try await agent.visit("\(world.office.origin)/sign-in?procedure=\(procedure)\(query)")
        #expect(page.status == 200, "\(page.page.text)")
        return page
    }

    /// Returns the URL of the office's redirect to the broker, without following it.
    func request(_ procedure: String, _ query: String = "") async throws -> String {
        try #require(
            try await agent.get("\(world.office.origin)/sign-in?procedure=\(procedure)\(query)").header("Location"))
    }

    /// Presses the button of a method.
    func choose(_ method: String, on page: HTTPResponse) async throws -> HTTPResponse {
        let form = try #require(page.page.forms.first { $0["method"] == method }, "\(page.page.text)")
        return try await agent.follow(try await agent.submit(form))
    }

    /// Requests a PIN, from the selection page. Returns the page for the code, and the code.
    func askForPIN(_ citizen: Citizen, on page: HTTPResponse) async throws -> (page: HTTPResponse, code: String) {
        let form = try await choose("pin", on: page).page.form(with: "document", "contrast", "code")
        let own = try #require(form["code"])
        let next = try await agent.follow(
            try await agent.submit(form, with: ["document": citizen.document, "contrast": Citizen.validity]))
        return (next, own + (try await world.broker.pin(for: citizen)))
    }

    /// Types document and password, from the selection page.
    func permanentKey(_ citizen: Citizen, on page: HTTPResponse) async throws -> HTTPResponse {
        let form = try await choose("permanent-key", on: page).page.form(with: "document", "password")
        return try await agent.follow(
            try await agent.submit(
                form, with: ["document": citizen.document, "password": RunningBroker.password]))
    }

    /// Submits the answer to the office, and follows its redirects.
    func submitAnswer(_ answer: HTTPResponse) async throws -> OfficeResult {
        let form = try #require(answer.page.forms.first { $0.has("SAMLResponse") }, "\(answer.page.text)")
        _ = try await agent.follow(try await agent.submit(form))
        return try OfficeResult(try await agent.get("\(world.office.origin)/result.json").body)
    }
}

extension RunningBroker {
    /// The eight digits of the PIN in the citizen's last message.
    func pin(for citizen: Citizen) async throws -> String {
        let text = try await message(to: citizen.phone)
        return String(try #require(text.firstMatch(of: /PIN es ([0-9]{4} [0-9]{4})\./)?.output.1, "\(text)"))
    }

    /// The eight digits of the code in the citizen's last message.
    func code(for citizen: Citizen) async throws -> String {
        let text = try await message(to: citizen.phone)
        return String(try #require(text.firstMatch(of: /codigo es ([0-9]{4} [0-9]{4})\./)?.output.1, "\(text)"))
    }
}
