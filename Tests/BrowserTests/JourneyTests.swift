import Foundation
import TestAgents
import Testing

extension BrowserTests {
    /// Tests of tabs, buttons and bookmarks, without scripts.
    @Suite struct JourneyTests {
        @Test func `two tabs complete two logins at the same time`() async throws {
            let visitor = Visitor()
            let (one, other) = try await (World.current.citizen(), World.current.citizen())
            let first = try await visitor.begin("cita")
            let second = try await visitor.begin("residencia")
            #expect(first.url != second.url)
            let asked = try await visitor.askForPIN(one, on: second)
            let low = try await visitor.submitAnswer(try await visitor.permanentKey(other, on: first))
            #expect(low.attributes["PersonIdentifier"] == "ES/ES/\(other.document)")
            let answer = try await visitor.enter(asked.code, on: asked.page)
            let substantial = try await visitor.submitAnswer(try await visitor.agent.follow(answer))
            #expect(substantial.level == "substantial")
            #expect(substantial.attributes["PersonIdentifier"] == "ES/ES/\(one.document)")
        }

        @Test func `a double click on the last button gives the same answer twice`() async throws {
            let visitor = Visitor()
            let asked = try await visitor.askForPIN(
                try await World.current.citizen(), on: try await visitor.begin("residencia"))
            async let one = visitor.enter(asked.code, on: asked.page)
            async let other = visitor.enter(asked.code, on: asked.page)
            for response in try await [one, other] { #expect(response.status == 303) }
            async let first = visitor.agent.get(asked.page.url.absoluteString)
            async let second = visitor.agent.get(asked.page.url.absoluteString)
            let answers = try await [first, second].map { try $0.page.form(with: "SAMLResponse") }
            #expect(answers[0]["SAMLResponse"] == answers[1]["SAMLResponse"])
            #expect(answers[0]["RelayState"] == answers[1]["RelayState"])
        }

        @Test func `a lost answer can be loaded again, only by the browser with the cookie`()
            async throws
        {
            let visitor = Visitor()
            let page = try await visitor.begin("cita")
            let early = try #require(await visitor.agent.cookies.first { $0.name.hasPrefix("__Host-login-") })
            let answer = try await visitor.permanentKey(try await World.current.citizen(), on: page)
            let handle = try #require(await visitor.agent.cookies.first { $0.name == early.name })
            let first = try answer.page.form(with: "SAMLResponse")
            let login = answer.url

            let again = try await HTTPAgent().send(
                HTTPRequest("GET", login, headers: [HTTPField("Cookie", "\(handle.name)=\(handle.value)")]))
            #expect(try again.page.form(with: "SAMLResponse")["SAMLResponse"] == first["SAMLResponse"])
            for value in [early.value, String(handle.value.reversed())] {
                let other = try await HTTPAgent().send(
                    HTTPRequest("GET", login, headers: [HTTPField("Cookie", "\(handle.name)=\(value)")]))
                #expect(other.status == 404)
                #expect(other.page.forms.isEmpty)
            }
        }

        @Test func `sending an old form again shows the present page and changes nothing`() async throws {
            let visitor = Visitor()
            let citizen = try await World.current.citizen()
            let selection = try await visitor.begin("residencia")
            let form = try await visitor.choose("pin", on: selection).page.form(with: "document", "contrast")
            let values = ["document": citizen.document, "contrast": Citizen.validity]
            let entry = try await visitor.agent.follow(try await visitor.agent.submit(form, with: values))
            let pin = try await World.current.broker.pin(for: citizen)

            // Reloads a posted page, and presses a button of the page before it.
            let reloaded = try await visitor.agent.follow(try await visitor.agent.submit(form, with: values))
            #expect(reloaded.page.forms.contains { $0.has("accessCode") })
            let own = try #require(form["code"])
            let answer = try await visitor.enter(own + pin, on: entry)
            #expect(try await visitor.submitAnswer(try await visitor.agent.follow(answer)).level == "substantial")

            // The same after the answer: the same answer is returned, and the office has already used it.
            let late = try await visitor.agent.follow(try await visitor.enter(own + pin, on: entry))
            let again = try await visitor.agent.submit(try late.page.form(with: "SAMLResponse"))
            #expect(again.status == 400)
            #expect(again.page.text.contains("not-awaited"))
        }

        @Test func `a code is valid once, and three wrong codes end it`() async throws {
            let visitor = Visitor()
            let citizen = try await World.current.citizen()
            let asked = try await visitor.askForPIN(citizen, on: try await visitor.begin("residencia"))
            for left in ["Puede probar 2 veces más", "Puede probar una vez más", "Solicite uno nuevo"] {
                let pin = asked.code.hasSuffix("0000") ? "1111" : "0000"
                let wrong = try await visitor.enter(String(asked.code.dropLast(4)) + pin, on: asked.page)
                #expect(wrong.status == 303)
                let page = try await visitor.agent.follow(wrong).page.text
                #expect(page.contains(left), "\(page)")
            }
            let tooLate = try await visitor.agent.follow(try await visitor.enter(asked.code, on: asked.page))
            #expect(!tooLate.page.forms.contains { $0.has("SAMLResponse") })
        }

        @Test func `a bookmarked login in another browser shows a page with help`() async throws {
            let page = try await Visitor().begin("cita")
            let response = try await HTTPAgent().get(page.url.absoluteString)
            #expect(response.status == 404)
            #expect(response.page.text.contains("guarde mejor la del servicio"))
            #expect(response.page.forms.isEmpty)
            #expect(response.headers(named: "Set-Cookie").isEmpty)
        }

        @Test func `reloading the service's URL continues the same login, only in the same browser`()
            async throws
        {
            let visitor = Visitor()
            let request = try await visitor.request("cita")
            let first = try await visitor.agent.visit(request)
            let again = try await visitor.agent.visit(request)
            #expect(again.status == 200)
            #expect(again.url.path == first.url.path)
            let cookies = await visitor.agent.cookies.filter { $0.name.hasPrefix("__Host-login-") }
            #expect(cookies.count == 1)

            let other = try await HTTPAgent().visit(request)
            #expect(other.status == 400)
            #expect(other.page.text.contains("replayed"))
        }

        @Test func `of nine concurrent logins the oldest is removed`() async throws {
            let visitor = Visitor()
            var pages: [HTTPResponse] = []
            for _ in 1...9 { pages.append(try await visitor.begin("cita")) }
            #expect(try await visitor.agent.get(pages[0].url.absoluteString).status == 404)
            for page in pages.dropFirst() {
                #expect(try await visitor.agent.get(page.url.absoluteString).status == 200)
            }
        }

        @Test(arguments: ["absent", "of another login"])
        func `a form with a wrong token does nothing`(_ kind: String) async throws {
            let visitor = Visitor()
            let page = try await visitor.begin("cita")
            let foreign = try await Visitor().begin("cita").page.form(with: "method")["token"] ?? ""
            let form = try #require(page.page.forms.first { $0["method"] == "pin" })
            var fields = form.fields.filter { $0.name != "token" }.map { (name: $0.name, value: $0.value) }
            #expect(fields.count < form.fields.count, "the field is not called token: \(form.fields)")
            if kind != "absent" { fields.append((name: "token", value: foreign)) }
            let answer = try await visitor.agent.follow(
                try await visitor.agent.send(.post(form.action, form: fields, initiator: Origin(page.url))))
            #expect(answer.page.forms.contains { $0["method"] == "pin" }, "\(answer.page.text)")
        }

        @Test func `a body beyond the limit is refused with status 413`() async throws {
            let visitor = Visitor()
            let page = try await visitor.begin("cita")
            let form = try #require(page.page.forms.first { $0["method"] == "pin" })
            let fields = [(name: "method", value: String(repeating: "a", count: 40_000))]
            let answer = try await visitor.agent.send(.post(form.action, form: fields, initiator: Origin(page.url)))
            #expect(answer.status == 413)
        }
    }
}

extension Visitor {
    /// Types the access code and presses the button, without following the redirect.
    func enter(_ code: String, on page: HTTPResponse) async throws -> HTTPResponse {
        try await agent.submit(try page.page.form(with: "accessCode"), with: ["accessCode": code])
    }
}
