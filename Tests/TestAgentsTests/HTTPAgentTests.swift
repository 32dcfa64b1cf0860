import Foundation
import TestAgents
import Testing

@Suite(.startsProcesses) struct HTTPAgentTests {
    @Test func `sends path and query exactly as in the URL`() async throws {
        let server = try await CannedServer(["sso": "200\n\n"])
        let agent = HTTPAgent()
        let query = "/sso?SAMLRequest=a%2bb%2Fc+d~%7E&RelayState="
        #expect(try await agent.get(server.url(query)).status == 200)
        let asked = try await agent.get(server.url("/requests")).text
        #expect(asked.hasPrefix("GET \(query) HTTP/1.1\nHost: aldaba.localhost:\(server.port)\n"))
    }

    @Test func `follows redirects and stops before a given URL`() async throws {
        let server = try await CannedServer([
            "one": "303\nLocation: /two", "two": "302\nLocation: three?x=1", "three": "200\n\n<p>there</p>",
        ])
        let agent = HTTPAgent()
        let end = try await agent.visit(server.url("/one"))
        #expect(end.url.absoluteString == server.url("/three?x=1"))
        #expect(end.page.text == "there")
        let first = try await agent.get(server.url("/one"))
        #expect(first.location?.absoluteString == server.url("/two"))
        let stopped = try await agent.follow(first) { $0.path == "/three" }
        #expect(stopped.url.path == "/two")
    }

    @Test func `stops at a cycle of redirects`() async throws {
        let server = try await CannedServer(["one": "303\nLocation: /one"])
        await #expect(throws: HTTPError.self) { try await HTTPAgent().visit(server.url("/one")) }
    }

    @Test func `returns a Secure cookie over http on this machine, only to its host`() async throws {
        let server = try await CannedServer([
            "set": "200\nSet-Cookie: __Host-login-1=abc; Path=/; Secure; HttpOnly; SameSite=Lax\n\n", "page": "200\n\n",
        ])
        let agent = HTTPAgent()
        _ = try await agent.get(server.url("/set"))
        _ = try await agent.get(server.url("/page"))
        _ = try await agent.get(server.url("/page", host: "oficina.localhost"))
        let asked = try await agent.get(server.url("/requests")).text.components(separatedBy: "GET /")
        #expect(asked.count { $0.contains("Cookie: __Host-login-1=abc") } == 1)
        #expect(await agent.cookie("__Host-login-1")?.isHTTPOnly == true)
    }

    @Test func `submits a form with its hidden fields, its Origin and the button pressed`() async throws {
        let server = try await CannedServer([
            "form": """
            200

            <!doctype html><html lang="es"><head><title>Prueba &amp; error</title></head><body>
            <form method="post" action="/done"><input type="hidden" name="token" value="a&quot;b&#x26;c" />
            <label>Clave <input name="password" type="password"/></label><input type="checkbox" name="agree" value="yes">
            <select name="kind"><option value="dni">DNI</option><option value="nie" selected>NIE</option></select>
            <textarea name="note">x\ny</textarea>
            <button name="go" value="1">Entrar</button><button name="go" value="2">Cancelar</button></form></body></html>
            """,
            "done": "303\nLocation: /form",
        ])
        let agent = HTTPAgent()
        let response = try await agent.get(server.url("/form"))
        #expect(response.page.title == "Prueba & error")
        #expect(response.page.language == "es")
        let form = try response.page.form(with: "password")
        #expect(form["token"] == "a\"b&c")
        let done = try await agent.submit(form, with: ["password": "ñ €"], pressing: "Cancelar")
        #expect(done.status == 303)
        let asked = try await agent.get(server.url("/requests")).text
        #expect(asked.contains("token=a%22b%26c&password=%C3%B1+%E2%82%AC&kind=nie&note=x%0D%0Ay&go=2"))
        #expect(asked.contains("Origin: http://aldaba.localhost:\(server.port)\n"))
        #expect(asked.contains("Sec-Fetch-Site: same-origin\n"))
        await #expect(throws: PageError.self) { try await agent.submit(form, with: ["nothing": ""]) }
    }

    @Test func `uses TLS, and sends its certificate on request`() async throws {
        let authority = try await ThrowawayAuthority()
        let server = try await authority.startServer()
        let agent = HTTPAgent(trustedCertificates: authority.certificatePath, identity: authority.clientIdentity)
        let response = try await agent.get("https://certificado.aldaba.localhost:\(server.port)/")
        #expect(response.status == 200)
        #expect(response.text.contains("Subject: CN=Alba Ejemplo"))
        let other = HTTPAgent(trustedCertificates: authority.certificatePath)
        await #expect(throws: HTTPError.self) {
            try await other.get("https://certificado.aldaba.localhost:\(server.port)/")
        }
    }

    @Test func `connects only to this machine`() async throws {
        await #expect(throws: HTTPError.notLoopback("aldaba.example")) {
            try await HTTPAgent().get("http://aldaba.example/")
        }
    }
}
