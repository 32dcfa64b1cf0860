import Broker
import Federation
import Foundation
import SAML
import Secrets
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests single sign-on: a signed-in citizen reaches the next service without a new sign-in, where that is allowed.
struct SessionTests {
    private static let cookie = "__Host-session"

    @Test func `the second service is answered without a page, at the proved level`()
        async throws
    {
        try await SessionWalk.with { walk in
            let first = try await walk.signIn(.ana, at: walk.world.office, .substantial)
            walk.world.clock.turn(by: .seconds(600))
            let second = try await walk.arrive(at: walk.world.library, .low)
            let answer = try walk.assertion(second)
            #expect(answer.context == LevelOfAssurance.substantial.classReference)
            #expect(answer.instant == first.instant, "the time of the proof is unchanged")
            #expect(answer.sessionIndex != first.sessionIndex)
        }
    }

    @Test func `a redirect is answered at once, and a reload with the login cookie gets the same answer`() async throws
    {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let query = try walk.world.library.query(walk.world.request(walk.world.library, .minimum, .low))
            let url = try #require(URL(string: "\(walk.origin)/saml/sso?\(query)"))
            let answer = try await walk.send(HTTPRequest("GET", url))
            #expect(answer.status == 200)
            #expect(try walk.status(answer) == [.success])
            let cookies = answer.headers.filter { $0.name == "Set-Cookie" }.map(\.value)
            #expect(cookies.count == 1)
            #expect(cookies.allSatisfy { $0.hasPrefix("__Host-login-") && $0.hasSuffix("; Max-Age=120") })
            // Reload that URL: the request is used up, and leads to the login.
            let reload = try await walk.send(HTTPRequest("GET", url))
            let address = try #require(reload.location)
            let again = try await walk.send(
                HTTPRequest("GET", #require(URL(string: walk.origin + address.path + "?repeated=1"))))
            #expect(
                try again.page.form(with: "SAMLResponse")["SAMLResponse"]
                    == answer.page.form(with: "SAMLResponse")["SAMLResponse"])
            // Another browser with the same URL gets no answer.
            let replayed = try await walk.getWithoutCookies("/saml/sso?" + query)
            #expect(replayed.status == 303)
            #expect(try await walk.getWithoutCookies(address.path + "?repeated=1").status == 400)
        }
    }

    @Test func `a request by HTTP-POST is answered after a redirect, with which the browser sends the cookie`()
        async throws
    {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let request = walk.world.request(walk.world.library, .minimum, .low)
            let form = try walk.world.library.samlRequest(request)
            let escaped = form.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let url = try #require(URL(string: "\(walk.origin)/saml/sso"))
            let begun = try await walk.send(
                HTTPRequest(
                    "POST", url,
                    headers: [HTTPField("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array("SAMLRequest=\(escaped)".utf8)))
            #expect(begun.status == 303)
            let location = try #require(begun.location)
            let answer = try await walk.send(
                HTTPRequest("GET", #require(URL(string: walk.origin + location.path))))
            #expect(try walk.status(answer) == [.success])
        }
    }

    /// Otherwise a copy of the session cookie would open the lane of a known browser, for longer than the session.
    @Test func `a sign-in answered by the session does not make the browser known`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .substantial)
            #expect(walk.jar["__Host-known"] != nil)
            walk.jar["__Host-known"] = nil
            _ = try walk.assertion(await walk.arrive(at: walk.world.library, .low))
            #expect(walk.jar["__Host-known"] == nil)
        }
    }

    @Test func `ForceAuthn, a higher level, or a service that requires a new proof shows the chooser`() async throws {
        var recipe = BrokerWorld.Recipe()
        let strict = TestServiceProvider.strict
        recipe.entries[strict.entityID] = ServicePolicy(maximumSessionAge: .zero)
        try await SessionWalk.with(recipe) { walk in
            try await walk.world.add(strict)
            try await walk.world.entities.register.refresh()
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let forced = try await walk.arrive(at: walk.world.library, .low) { $0.forceAuthn = true }
            let higher = try await walk.arrive(at: walk.world.library, .high)
            let fresh = try await walk.arrive(at: strict, .low)
            for page in [forced, higher, fresh] {
                #expect(page.page.text.contains("¿Cómo quiere identificarse?"), "\(page.page.text)")
            }
        }
    }

    @Test func `IsPassive is answered from a sufficient session, otherwise with NoPassive`() async throws {
        try await SessionWalk.with { walk in
            let world = walk.world
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
            _ = try await walk.signIn(.ana, at: world.office, .low)
            #expect(try await walk.passive(.low) == [.success])
            #expect(try await walk.passive(.high) == [.responder, .noPassive])
        }
    }

    @Test func `a request with both ForceAuthn and IsPassive is refused`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            #expect(try await walk.passive(.low) { $0.forceAuthn = true } == [.responder, .noPassive])
        }
    }

    @Test func `after a password only the code is requested, and the handle changes with the level`() async throws {
        try await SessionWalk.with { walk in
            let login = try await walk.login(at: walk.world.office, .low)
            let form = try await login.choose("permanent-key").page.form(with: "document", "password")
            let ana = TestCitizen.ana
            _ = try await login.follow(form, ["document": ana.document, "password": try #require(ana.password)])
            let before = try #require(walk.jar[Self.cookie])

            let raised = try await walk.login(at: walk.world.library, .substantial)
            let chooser = try await raised.page()
            #expect(chooser.page.text.contains("Ya hemos comprobado su contraseña"), "\(chooser.page.text)")
            let entry = try await raised.choose("permanent-key")
            let code = try await walk.receiveCode(ana)
            let page = try await raised.follow(entry.page.form(with: "oneTimeCode"), ["oneTimeCode": code])
            let answer = try walk.assertion(page)
            #expect(answer.context == LevelOfAssurance.substantial.classReference)
            #expect(walk.jar[Self.cookie] != before)

            // The old handle opens nothing.
            let present = walk.jar[Self.cookie]
            walk.jar[Self.cookie] = before
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
            walk.jar[Self.cookie] = present
            #expect(try await walk.passive(.substantial) == [.success])
        }
    }

    @Test func `a sent code proves nothing after the session of its password has ended`() async throws {
        try await SessionWalk.with { walk in
            let login = try await walk.login(at: walk.world.office, .low)
            let form = try await login.choose("permanent-key").page.form(with: "document", "password")
            let ana = TestCitizen.ana
            _ = try await login.follow(form, ["document": ana.document, "password": try #require(ana.password)])
            let raised = try await walk.login(at: walk.world.library, .substantial)
            let entry = try await raised.choose("permanent-key")
            let code = try await walk.receiveCode(ana)
            _ = try await walk.send(walk.page().page.form(with: "token").request())
            let page = try await raised.follow(entry.page.form(with: "oneTimeCode"), ["oneTimeCode": code])
            #expect(page.page.forms.contains { $0.has("password") }, "\(page.page.text)")
        }
    }

    @Test func `a later code does not make the password newer`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries[TestServiceProvider.strict.entityID] = ServicePolicy(maximumSessionAge: .seconds(600))
        try await SessionWalk.with(recipe) { walk in
            try await walk.world.add(.strict)
            try await walk.world.entities.register.refresh()
            let login = try await walk.login(at: walk.world.office, .low)
            let form = try await login.choose("permanent-key").page.form(with: "document", "password")
            let ana = TestCitizen.ana
            _ = try await login.follow(form, ["document": ana.document, "password": try #require(ana.password)])
            walk.world.clock.turn(by: .seconds(599))
            let raised = try await walk.login(at: walk.world.library, .substantial)
            let entry = try await raised.choose("permanent-key")
            let code = try await walk.receiveCode(ana)
            _ = try await raised.follow(entry.page.form(with: "oneTimeCode"), ["oneTimeCode": code])
            #expect(try await walk.passive(.substantial) == [.success])
            walk.world.clock.turn(by: .seconds(1))
            let page = try await walk.arrive(at: .strict, .low)
            #expect(page.page.text.contains("¿Cómo quiere identificarse?"), "\(page.page.text)")
        }
    }

    @Test func `IsPassive is answered in a browser without cookies`() async throws {
        try await SessionWalk.with { walk in
            let request = walk.world.request(walk.world.library, .minimum, .low) { $0.isPassive = true }
            let query = try walk.world.library.query(request)
            let first = try await walk.getWithoutCookies("/saml/sso?" + query)
            let location = try #require(first.location)
            let address = location.path + "?" + (location.query() ?? "")
            let answer = try await walk.getWithoutCookies(address)
            #expect(try walk.status(answer) == [.responder, .noPassive])
            let again = try await walk.getWithoutCookies(address)
            #expect(
                try again.page.form(with: "SAMLResponse")["SAMLResponse"]
                    == answer.page.form(with: "SAMLResponse")["SAMLResponse"], "a reload gets the same answer")
            #expect(try await walk.getWithoutCookies(location.path).status == 404)
        }
    }

    @Test func `it ends after the idle time, and after the maximum time also when in use`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            for _ in 0..<16 {
                walk.world.clock.turn(by: .seconds(1750))
                #expect(try await walk.passive(.low) == [.success])
            }
            walk.world.clock.turn(by: .seconds(1000))
            #expect(try await walk.passive(.low) == [.responder, .noPassive], "eight hours have passed")

            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            walk.world.clock.turn(by: .seconds(1801))
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }

    @Test func `it does not sign in a citizen who has been blocked`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            _ = try await walk.world.citizens.block(TestCitizen.ana.identifier, at: walk.world.clock.now)
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }

    @Test func `it is not valid in another browser, and another citizen's login replaces it`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let other = walk.another()
            #expect(try await other.passive(.low) == [.responder, .noPassive])

            let before = walk.jar[Self.cookie]
            _ = try await walk.signIn(.bruno, at: walk.world.office, .low) { $0.forceAuthn = true }
            #expect(walk.jar[Self.cookie] != before)
            #expect(try await walk.page().page.text.contains("Bruno"))
            walk.jar[Self.cookie] = before
            #expect(try await walk.page().page.text.contains("no hay ninguna sesión abierta"))
        }
    }

    @Test func `a proof below the required level ends the session of the previous citizen`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            walk.world.clock.turn(by: .seconds(60))
            let short = try await walk.proveByPIN(
                .bruno, in: walk.login(at: walk.world.office, .substantial) { $0.forceAuthn = true })
            #expect(short.page.text.contains("No alcanza el nivel"), "\(short.page.text)")
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }

    @Test func `a request with a Subject always shows the chooser`() async throws {
        try await SessionWalk.with { walk in
            let assertion = try await walk.signIn(.ana, at: walk.world.office, .low)
            let named = try await walk.arrive(at: walk.world.office, .low) {
                $0.subject = Subject(nameID: assertion.nameID)
            }
            #expect(named.page.text.contains("¿Cómo quiere identificarse?"), "\(named.page.text)")
        }
    }

    @Test func `a new password ends the sessions of the old one`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let ana = try TestCitizen.ana.identifier
            let change = try await walk.world.citizens.setPassword(
                Password("Nueva-Y-Distinta-3"), of: ana,
                at: walk.world.clock.now)
            #expect(change == .changed)
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
        }
    }

    @Test func `requesting the code twice shows the code page`() async throws {
        try await SessionWalk.with { walk in
            let login = try await walk.login(at: walk.world.office, .low)
            let form = try await login.choose("permanent-key").page.form(with: "document", "password")
            let ana = TestCitizen.ana
            _ = try await login.follow(form, ["document": ana.document, "password": try #require(ana.password)])
            let raised = try await walk.login(at: walk.world.library, .substantial)
            let button = try #require(try await raised.page().page.forms.first { $0["method"] == "permanent-key" })
            _ = try await raised.follow(button)
            #expect(try await raised.follow(button).page.form(with: "oneTimeCode").has("oneTimeCode"))
        }
    }

    @Test func `a repeated answer does not replace a newer cookie`() async throws {
        try await SessionWalk.with { walk in
            let first = try await walk.login(at: walk.world.office, .low)
            _ = try await walk.proveByPIN(.ana, in: first)
            let again = try await walk.login(at: walk.world.office, .low) { $0.forceAuthn = true }
            walk.world.clock.turn(by: .seconds(60))
            _ = try await walk.proveByPIN(.ana, in: again)
            let latest = walk.jar[Self.cookie]
            #expect(try await first.page().page.forms.contains { $0.has("SAMLResponse") })
            #expect(walk.jar[Self.cookie] == latest)
        }
    }

    @Test func `its page shows the citizen, the start and the services, and can end it`() async throws {
        try await SessionWalk.with { walk in
            #expect(try await walk.page().page.text.contains("no hay ninguna sesión abierta"))
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let page = try await walk.page()
            for words in ["Ana Española del Test", "PIN por SMS", "Oficina de pruebas"] {
                #expect(page.page.text.contains(words), "\(page.page.text)")
            }
            #expect(!page.page.text.contains("Acceso anterior"))

            let form = try #require(page.page.forms.first { $0.action.path == "/session/end" })
            let forged = try form.request(with: ["token": "AAAA"])
            #expect(try await walk.send(forged).status == 303)
            #expect(
                try await walk.page().page.text.contains("Ana"), "a form of another browser does not end the session")

            #expect(try await walk.send(form.request()).status == 303)
            #expect(try await walk.page().page.text.contains("no hay ninguna sesión abierta"))
            #expect(try await walk.passive(.low) == [.responder, .noPassive])
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            #expect(try await walk.page().page.text.contains("Acceso anterior"))
        }
    }

    @Test func `the cookie is only a handle and a session cookie of the browser`() async throws {
        try await SessionWalk.with { walk in
            let login = try await walk.login(at: walk.world.office, .low)
            let page = try await walk.proveByPIN(.ana, in: login)
            let field = try #require(page.headers(named: "Set-Cookie").first { $0.hasPrefix(Self.cookie) })
            #expect(
                field.firstMatch(of: /^__Host-session=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
                    != nil)
            // The same browser gets the same answer again, with the same cookie.
            let again = try await login.page()
            #expect(again.headers(named: "Set-Cookie").contains(field))
        }
    }
}
