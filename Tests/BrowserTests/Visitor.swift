import Foundation
import TestAgents
import Testing

/// A person with a browser without scripts, step by step from the office's door to its answer.
struct Visitor: Sendable {
    let agent: HTTPAgent
    let world: World

    init(language: String = "es", identity: TLSIdentity? = nil) {
        world = .current
        agent = HTTPAgent(
            language: language, trustedCertificates: world.authorities.serverAuthority, identity: identity)
    }

    /// Goes to the office for something, and from there to the broker's first page.
    func begin(_ procedure: String, _ query: String = "") async throws -> HTTPResponse {
        let page = try await agent.visit("\(world.office.origin)/sign-in?procedure=\(procedure)\(query)")
        #expect(page.status == 200, "\(page.page.text)")
        return page
    }

    /// The address with which the office sends the browser to the broker, not followed.
    func request(_ procedure: String, _ query: String = "") async throws -> String {
        try #require(
            try await agent.get("\(world.office.origin)/sign-in?procedure=\(procedure)\(query)").header("Location"))
    }

    /// Presses the button of a method.
    func choose(_ method: String, on page: HTTPResponse) async throws -> HTTPResponse {
        let form = try #require(page.page.forms.first { $0["method"] == method }, "\(page.page.text)")
        return try await agent.follow(try await agent.submit(form))
    }

    /// Asks for a PIN, from the selection page on, and returns the page where it is typed and what to type there.
    func askForPIN(_ citizen: Citizen, on page: HTTPResponse) async throws -> (page: HTTPResponse, code: String) {
        let form = try await choose("pin", on: page).page.form(with: "document", "contrast", "code")
        let own = try #require(form["code"])
        let next = try await agent.follow(
            try await agent.submit(form, with: ["document": citizen.document, "contrast": Citizen.validity]))
        return (next, own + (try await world.broker.pin(for: citizen)))
    }

    /// Types document and password, from the selection page on.
    func permanentKey(_ citizen: Citizen, on page: HTTPResponse) async throws -> HTTPResponse {
        let form = try await choose("permanent-key", on: page).page.form(with: "document", "password")
        return try await agent.follow(
            try await agent.submit(
                form, with: ["document": citizen.document, "password": RunningBroker.password]))
    }

    /// Presses the button of the page that carries the answer, and goes where the office leads.
    func goHome(_ answer: HTTPResponse) async throws -> OfficeResult {
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
