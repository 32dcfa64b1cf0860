import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests the texts of the login pages, as a browser gets them.
struct LoginPageTests {
    @Test func `before any proof the citizen sees all attributes for the service, with level and NameID`()
        async throws
    {
        let world = try await BrokerWorld()
        let office = try await chooser(of: world.office, world, .minimum, .low)
        for text in [
            "Su DNI o NIE", "El nivel de seguridad alcanzado", "Un identificador que solo vale para este servicio",
        ] {
            #expect(office.contains(text), "\(office)")
        }
        let library = try await chooser(of: world.library, world, .minimum, .low)
        #expect(library.contains("Un identificador que solo vale esta vez") && !library.contains("Su DNI o NIE"))
    }

    @Test func `an attribute with several names is shown once`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries[EntityID(rawValue: "https://biblioteca.example/saml")] = ServicePolicy(
            release: .replacing([
                .init(
                    to: .everybody, .always,
                    release: [
                        .init(.currentGivenName), .init(.currentGivenName, as: "nombre", format: .basic),
                        .init(.subjectID), .init(.values(["x"]), as: "urn:org", friendlyName: "Organización <b>"),
                        .init(.values(["x"]), as: "urn:nameless"),
                    ])
            ]))
        let world = try await BrokerWorld(recipe)
        let page = try await chooser(of: world.library, world, .minimum, .low)
        for text in [
            "Su nombre", "Un identificador que es el mismo en todos los servicios", "Organización <b>", "urn:nameless",
        ] {
            #expect(page.components(separatedBy: text).count == 2, "\(text): \(page)")
        }
        #expect(!page.contains("La forma de identificación"), "the method is not released")
    }

    @Test(arguments: [
        (RequestedAuthnContext.Comparison.minimum, LevelOfAssurance.substantial, "sustancial o superior"),
        (.minimum, .high, "nivel de seguridad alto."), (.exact, .substantial, "sustancial, y no otro"),
        (.maximum, .substantial, "bajo o sustancial, y no otro"),
    ])
    func `all acceptable levels are named`(
        comparison: RequestedAuthnContext.Comparison, level: LevelOfAssurance, words: String
    ) async throws {
        let world = try await BrokerWorld()
        let text = try await chooser(of: world.office, world, comparison, level)
        #expect(text.contains(words), "\(text)")
    }

    @Test func `a malformed document does not hide the error of the contrast datum`() async throws {
        let page = try await afterPINForm(document: "12345678A", contrast: "ayer")
        #expect(
            page.contains("El DNI o NIE no está bien escrito") && page.contains("Escriba una fecha como"), "\(page)")
        let nothing = try await afterPINForm(document: " ", contrast: "")
        #expect(nothing.contains("Falta el DNI o NIE") && nothing.contains("Falta la fecha de su DNI"), "\(nothing)")
        let missing = try await afterPINForm(document: "12345678Z", contrast: " ")
        #expect(missing.contains("Falta la fecha de su DNI") && !missing.contains("no está bien escrito"), "\(missing)")
        let permanent = try await afterPINForm(document: "12345678Z", contrast: "01/01/9999")
        #expect(permanent.contains("la de todos los DNI permanentes"), "\(permanent)")
    }

    @Test func `a citizen who requests another code too soon sees the wait and no error`() async throws {
        let world = try await BrokerWorld()
        let query = try world.office.query(world.request(world.office))
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let browser = try await LoginBrowser(port: port, query: query)
            _ = try await browser.choose("pin")
            let form = try await browser.page().page.form(with: "document", "contrast")
            let ana = ["document": TestCitizen.ana.document, "contrast": TestCitizen.ana.contrast]
            #expect(try await browser.submit(form, ana).status == 303)
            let again = try #require(
                try await browser.page().page.forms.first { $0.action.path.hasSuffix("/pin/again") })

            let answer = try await browser.submit(again)
            #expect(answer.status == 303)
            let page = try await browser.page(at: answer.location).page.text
            #expect(page.contains("Podrá pedir otro dentro de 30 segundos") && !page.contains("Hay algo que revisar"))

            world.clock.turn(by: .seconds(31))
            let sent = try await browser.submit(again)
            #expect(try await browser.page(at: sent.location).page.text.contains("le hemos enviado otro SMS"))
        }
    }

    @Test func `a wrong code is reported on a page by GET, and the last one restarts the method`() async throws {
        try await SessionWalk.with { walk in
            let login = try await walk.login(at: walk.world.office, .low)
            let ana = ["document": TestCitizen.ana.document, "contrast": TestCitizen.ana.contrast]
            var page = try await login.follow(
                try await login.choose("pin").page.form(with: "document", "contrast"), ana)
            let slips = [
                ("1", "no está completo"), ("000000000000", "Puede probar 2 veces más"),
                ("000000000000", "Puede probar una vez más"), ("000000000000", "Solicite uno nuevo"),
            ]
            for (typed, words) in slips {
                page = try await login.follow(page.page.form(with: "accessCode"), ["accessCode": typed])
                #expect(page.status == 200 && page.page.text.contains(words), "\(page.page.text)")
            }
            #expect(try page.page.form(with: "document", "contrast").method == "POST")
            // A notice in the URL is shown only where it can be true.
            let strange = try #require(URL(string: page.url.absoluteString + "?notice=wrong-code-2"))
            #expect(try await !login.page(at: strange).page.text.contains("Puede probar"))
        }
    }

    @Test(arguments: ["/nowhere", "/login/0123456789abcdef", "/saml/sso?SAMLRequest=nonsense&RelayState=%22x"])
    func `an error page is available in another language`(path: String) async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let origin = "http://127.0.0.1:\(port)"
            let agent = HTTPAgent()
            let error = try await agent.get(origin + path)
            let english = try await agent.get(error.page.link("English").url.absoluteString)
            #expect(english.status == error.status)
            #expect(english.headers(named: "Content-Language") == ["en"])
        }
    }

    private func chooser(
        of service: TestServiceProvider, _ world: BrokerWorld, _ comparison: RequestedAuthnContext.Comparison,
        _ level: LevelOfAssurance
    ) async throws -> String {
        let query = try service.query(world.request(service, comparison, level))
        return try await RunningListener.publicOne(world, limits: .standard) { port in
            try await LoginBrowser(port: port, query: query).page().page.text
        }
    }

    private func afterPINForm(document: String, contrast: String) async throws -> String {
        let world = try await BrokerWorld()
        let query = try world.office.query(world.request(world.office))
        return try await RunningListener.publicOne(world, limits: .standard) { port in
            let browser = try await LoginBrowser(port: port, query: query)
            _ = try await browser.choose("pin")
            let form = try await browser.page().page.form(with: "document", "contrast")
            return try await browser.submit(form, ["document": document, "contrast": contrast]).page.text
        }
    }
}
