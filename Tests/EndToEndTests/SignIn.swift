import Foundation
import TestAgents
import Testing

/// A citizen at the pages of a running broker, without JavaScript: what they click and type, step by step.
struct SignIn {
    let broker: RunningBroker
    let agent: HTTPAgent

    /// Follows the address to which the service sent the browser, up to the selection page.
    func arrive(_ address: URL) async throws -> HTTPResponse {
        let selection = try await agent.follow(
            try await agent.send(HTTPRequest("GET", address, initiator: Origin(address))))
        #expect(selection.status == 200, "\(selection.page.text)")
        return selection
    }

    /// Presses the button of a method: `pin`, `permanent-key` or `certificate`.
    func choose(_ method: String, on selection: HTTPResponse) async throws -> HTTPResponse {
        let form = try #require(
            selection.page.forms.first { $0["method"]?.lowercased().filter(\.isLetter) == method.filter(\.isLetter) },
            "\(selection.page.text)")
        return try await agent.follow(try await agent.submit(form))
    }

    /// Document and password, and the code of the message if one is asked for. Returns the page with the answer.
    func permanentKey(_ document: String, phone: String, on page: HTTPResponse) async throws -> HTTPResponse {
        let begun = Date()
        let form = try page.page.form(with: "document", "password")
        let next = try await agent.follow(
            try await agent.submit(form, with: ["document": document, "password": RunningBroker.password]))
        guard let code = try? next.page.form(with: "oneTimeCode") else { return next }
        let message = try await broker.message(to: phone, after: begun)
        let digits = try #require(message.firstMatch(of: /codigo es ([0-9]{8})\./)?.output.1, "\(message)")
        return try await agent.follow(try await agent.submit(code, with: ["oneTimeCode": String(digits)]))
    }

    /// Document and contrast datum, then the own code and the PIN of the message.
    func pin(
        _ document: String, validUntil: String, phone: String, on page: HTTPResponse
    ) async throws -> HTTPResponse {
        let begun = Date()
        let form = try page.page.form(with: "document", "contrast", "code")
        let own = try #require(form["code"])
        let next = try await agent.follow(
            try await agent.submit(form, with: ["document": document, "contrast": validUntil]))
        let entry = try next.page.form(with: "accessCode")
        let message = try await broker.message(to: phone, after: begun)
        let pin = try #require(message.firstMatch(of: /PIN es ([A-Z0-9]{3})\./)?.output.1, "\(message)")
        return try await agent.follow(try await agent.submit(entry, with: ["accessCode": own + pin]))
    }

    /// Cancels, as the button on the selection page does.
    func cancel(on selection: HTTPResponse) async throws -> HTTPResponse {
        let form = try #require(selection.page.forms.first { $0.action.path.hasSuffix("/cancel") })
        return try await agent.follow(try await agent.submit(form))
    }

    /// Presses the button that takes the answer home, and returns what the service replies.
    func goHome(_ answer: HTTPResponse) async throws -> HTTPResponse {
        try await agent.submit(try answer.page.form(with: "SAMLResponse"))
    }
}
