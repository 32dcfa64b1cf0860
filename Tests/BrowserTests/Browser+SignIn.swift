import TestAgents
import Testing

/// Steps of a person with a real browser.
extension Browser {
    /// Opens a browser. When the body fails, the failure contains the text of the page.
    static func inOffice(_ options: BrowserOptions = World.current.options(), _ body: (Browser) async throws -> Void)
        async throws
    {
        try await open(options) { browser in
            do {
                try await body(browser)
            } catch {
                let page = try? await (browser.url, browser.text)
                Issue.record("at \(page?.0 ?? "no page"): \(page?.1 ?? "")")
                throw error
            }
            #expect(try await browser.complaints().filter { !$0.contains("favicon") } == [])
        }
    }

    /// Starts a procedure at the service, up to the broker's first page.
    func begin(_ procedure: String, at office: RunningExampleService = World.current.office, _ query: String = "")
        async throws
    {
        try await go(to: "\(office.origin)/sign-in?procedure=\(procedure)\(query)")
        try await wait(forAddress: "/login/")
    }

    /// Presses the button of a method: `pin`, `permanent-key` or `certificate`.
    func choose(_ method: String) async throws {
        try await click("form:has(input[name=method][value='\(method)']) button")
    }

    /// Presses the button of the page's main form.
    func submit() async throws { try await click("main form button[type=submit]:not(.quiet)") }

    /// Types document and password.
    func enterPermanentKey(_ citizen: Citizen) async throws {
        try await type(citizen.document, into: "#document")
        try await type(RunningBroker.password, into: "#password")
        try await submit()
    }

    /// Requests a PIN and types it.
    func enterPIN(_ citizen: Citizen) async throws {
        try await type(citizen.document, into: "#document")
        try await type(Citizen.validity, into: "#contrast")
        let own = try #require(try await page.form(with: "contrast")["code"])
        try await submit()
        let pin = try await World.current.broker.pin(for: citizen)
        try await type((own + pin).lowercased(), into: "#accessCode")
        try await submit()
    }

    /// Ends the session on the broker's page.
    func signOut() async throws {
        try await go(to: World.current.broker.publicOrigin + "/session")
        try await click("form[action='/session/end'] button")
        // After the pages of other services, the browser ends at a page of the broker.
        try await wait(for: "main:not(:has(form)):not(:has(#logout))")
    }

    /// Goes to the certificate origin.
    func showCertificate() async throws { try await click("main a.button[href$='/certificate/start']") }

    /// Waits until the office has an answer, and returns its result.
    func result(at office: RunningExampleService = World.current.office, after selector: String = "#identidad")
        async throws -> OfficeResult
    {
        try await wait(for: selector)
        try await go(to: office.origin + "/result.json")
        return try OfficeResult(Array(try await wait(for: "pre").text.utf8))
    }
}
