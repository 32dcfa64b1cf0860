import TestAgents
import Testing

extension BrowserTests {
    /// Tests of the return to the office, in Chromium.
    @Suite struct ReturnTests {
        @Test func `without JavaScript a button sends the answer`() async throws {
            let citizen = try await World.current.citizen()
            var options = World.current.options()
            options.isJavaScriptOn = false
            try await Browser.inOffice(options) { browser in
                try await browser.begin("cita")
                try await browser.choose("permanent-key")
                try await browser.enterPermanentKey(citizen)
                try await browser.click("#answer button")
                #expect(try await browser.result().level == "low")
            }
        }

        @Test func `a service may redirect to a third origin after the POST`() async throws {
            let world = World.current
            let citizen = try await world.citizen()
            try await Browser.inOffice { browser in
                try await browser.begin("cita", at: world.onwardOffice)
                try await browser.choose("permanent-key")
                try await browser.enterPermanentKey(citizen)
                try await browser.wait(forAddress: world.office.origin + "/tramites/cita")
                #expect(try await browser.result(at: world.onwardOffice, after: "main").level == "low")
            }
        }

        @Test func `English, selected with a link, stays for this login and the next`() async throws {
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await browser.begin("cita")
                try await browser.click(link: "English")
                try await browser.wait(forText: "How would you like to sign in?")
                #expect(try await browser.page.language == "en")
                try await browser.choose("permanent-key")
                try await browser.wait(for: "#password")
                #expect(try await browser.page.language == "en")
                try await browser.enterPermanentKey(citizen)
                #expect(try await browser.result().level == "low")
                try await browser.signOut()
                try await browser.begin("cita")
                #expect(try await browser.page.language == "en")
            }
        }

        @Test func `cancelling sends AuthnFailed to the service`() async throws {
            try await Browser.inOffice { browser in
                try await browser.begin("cita")
                try await browser.click(".way-out form button")
                let result = try await browser.result(after: "#rechazo")
                #expect(result.outcome == "refused")
                #expect(result.statusCodes == [Status.responder, Status.authnFailed])
            }
        }

        @Test func `after an insufficient registration the service gets NoAuthnContext`() async throws {
            let citizen = try await World.current.citizen(level: "basic")
            try await Browser.inOffice { browser in
                try await browser.begin("residencia")
                try await browser.choose("pin")
                try await browser.enterPIN(citizen)
                try await browser.wait(forText: "No alcanza el nivel que pide este servicio")
                #expect(try await browser.elements("input[name=method][value=certificate]").count == 1)
                #expect(try await browser.elements("input[name=method][value=pin]").isEmpty)
                // With this registration, the permanent key reaches no higher level than the PIN.
                #expect(try await browser.elements("input[name=method][value='permanent-key']").isEmpty)
                try await browser.click("form[action$='/cancel'] button")
                let result = try await browser.result(after: "#rechazo")
                #expect(result.statusCodes == [Status.responder, Status.noAuthnContext])
            }
        }

        @Test func `a double click on every button completes the sign-in`() async throws {
            let citizen = try await World.current.citizen()
            let twice = "const button = document.querySelector(arguments[0]); button.click(); button.click();"
            try await Browser.inOffice { browser in
                try await browser.begin("residencia")
                let method = "form:has(input[name=method][value='pin']) button"
                try await browser.run(script: twice, .string(method))
                try await browser.type(citizen.document, into: "#document")
                try await browser.type(Citizen.validity, into: "#contrast")
                let own = try #require(try await browser.page.form(with: "contrast")["code"])
                let submit = "main form button[type=submit]:not(.quiet)"
                try await browser.run(script: twice, .string(submit))
                let pin = try await World.current.broker.pin(for: citizen)
                try await browser.type(own + pin, into: "#accessCode")
                try await browser.run(script: twice, .string(submit))
                #expect(try await browser.result().level == "substantial")
            }
        }

        @Test func `after the back button the page with the answer waits, and forward leads to the service`()
            async throws
        {
            try await Browser.inOffice { browser in
                try await goBackToAnswer(browser)
                try await browser.forward()
                #expect(try await browser.result().outcome == "signedIn")
            }
        }

        @Test func `an answer that is sent again is refused`() async throws {
            try await Browser.inOffice { browser in
                try await goBackToAnswer(browser)
                try await browser.click("#answer button")
                try await browser.wait(forText: "ya se usó")
                #expect(try await browser.result(after: "main").outcome == "signedIn")
                _ = try await browser.complaints()  // discards the entry for status 400
            }
        }

        /// Signs in, and goes back from the office to the page with the answer, which does not submit itself again.
        private func goBackToAnswer(_ browser: Browser) async throws {
            let citizen = try await World.current.citizen()
            try await browser.begin("cita")
            try await browser.choose("permanent-key")
            try await browser.enterPermanentKey(citizen)
            try await browser.wait(for: "#identidad")
            try await browser.back()
            try await browser.wait(forText: "Ya había vuelto al servicio")
            #expect(try await browser.url.contains("/login/"))
        }
    }

    /// The status codes of SAML that tests expect.
    enum Status {
        static let responder = "urn:oasis:names:tc:SAML:2.0:status:Responder"
        static let authnFailed = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"
        static let noAuthnContext = "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext"
    }
}
