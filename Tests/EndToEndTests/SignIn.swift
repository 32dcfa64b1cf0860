import Foundation
import TestAgents
import Testing

/// The steps of a sign-in at a running broker, without JavaScript.
struct SignIn {
    let broker: RunningBroker
    let agent: HTTPAgent

    /// Follows the redirect of the service, up to the selection page.
    func arrive(_ address: URL) async throws -> HTTPResponse {
        try await arrive(HTTPRequest("GET", address, initiator: Origin(address)))
    }

    /// Submits the form of the service, up to the selection page.
    func arrive(by form: PageForm) async throws -> HTTPResponse {
        try await arrive(try form.request())
    }

    private func arrive(_ request: HTTPRequest) async throws -> HTTPResponse {
        let selection = try await agent.follow(try await agent.send(request))
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

    /// Submits document and password, and the code from the message if required. Returns the page with the answer.
    func permanentKey(_ document: String, phone: String, on page: HTTPResponse) async throws -> HTTPResponse {
        let begun = Date()
        let form = try page.page.form(with: "document", "password")
        let next = try await agent.follow(
            try await agent.submit(form, with: ["document": document, "password": RunningBroker.password]))
        guard let code = try? next.page.form(with: "oneTimeCode") else { return next }
        let message = try await broker.message(to: phone, after: begun)
        let digits = try #require(message.firstMatch(of: /codigo es ([0-9]{4} [0-9]{4})\./)?.output.1, "\(message)")
        return try await agent.follow(try await agent.submit(code, with: ["oneTimeCode": String(digits)]))
    }

    /// Submits document and contrast datum, then the own code and the PIN from the message.
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
        let pin = try #require(message.firstMatch(of: /PIN es ([0-9]{4} [0-9]{4})\./)?.output.1, "\(message)")
        return try await agent.follow(try await agent.submit(entry, with: ["accessCode": own + pin]))
    }

    /// Goes to the certificate origin, sends the agent's certificate there, confirms, and returns.
    func certificate(of document: String, on page: HTTPResponse) async throws -> HTTPResponse {
        let confirmation = try await agent.click("/certificate/start", on: page)
        #expect(Origin(confirmation.url).description == broker.certificateOrigin)
        #expect(confirmation.page.text.contains(document), "\(confirmation.page.text)")
        let form = try #require(confirmation.page.forms.first { $0.action.path == "/identify" })
        let back = try await agent.submit(form)
        #expect(back.status == 303)
        #expect(back.location.map { Origin($0).description } == broker.publicOrigin)
        return try await agent.follow(back)
    }

    /// Cancels with the button of the selection page, or of the page that reports an insufficient level.
    func cancel(on page: HTTPResponse) async throws -> HTTPResponse {
        let form = try #require(
            page.page.forms.first { $0.action.path.hasSuffix("/cancel") }, "\(page.page.text)")
        return try await agent.follow(try await agent.submit(form))
    }

    /// Submits the answer to the service, and returns its response.
    func submitAnswer(_ answer: HTTPResponse) async throws -> HTTPResponse {
        try await agent.submit(try answer.page.form(with: "SAMLResponse"))
    }
}
