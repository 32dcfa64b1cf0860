import Foundation
import TestAgents
import Testing

@Suite(.startsProcesses) struct BrowserTests {
    private static let pages = [
        "start": """
        200
        Set-Cookie: __Host-seen=1; Path=/; Secure; HttpOnly; SameSite=Lax

        <!doctype html><html lang="es"><title>Inicio</title><body><h1>Hola</h1>
        <noscript><p>sin guiones</p></noscript>
        <script>document.body.append(document.createElement("hr"))</script>
        <form action="/end" method="post"><label for="n">Nombre</label><input id="n" name="n">
        <button id="go">Seguir</button></form><a href="/end">Otro camino</a></body></html>
        """,
        "end": "200\nContent-Security-Policy: script-src 'none'\n\n<!doctype html><title>Fin</title>"
            + "<p id='end'>Aquí</p><script>1</script>",
    ]

    @Test func `clicks, types, submits, keeps cookies, and reports errors`() async throws {
        let server = try await CannedServer(Self.pages)
        let directory = try TemporaryDirectory("screens")
        try await Browser.open { browser in
            try await browser.go(to: server.url("/start"))
            #expect(try await browser.title == "Inicio")
            #expect(try await browser.elements("hr").count == 1)
            #expect(try await browser.cookie("__Host-seen")?["httpOnly"].bool == true)
            #expect(try await browser.wait(for: "#n").accessibleName == "Nombre")
            try await browser.type("María Ñ", into: "#n")
            try await browser.screenshot(to: directory.path("start.png"))
            try await browser.click("#go")
            try await browser.wait(forAddress: "/end")
            try await browser.wait(forText: "Aquí")
            #expect(try await browser.complaints().contains { $0.contains("Content Security Policy") })
            try await browser.back()
            try await browser.click(link: "Otro camino")
            try await browser.wait(for: "#end")
            let first = try await browser.tab
            try await browser.openTab()
            #expect(try await browser.url == "about:blank")
            try await browser.switchTab(to: first)
            #expect(try await browser.page.title == "Fin")
        }
        let image = try Data(contentsOf: directory.url.appendingPathComponent("start.png"))
        #expect(image.starts(with: [0x89, 0x50, 0x4e, 0x47]))
        #expect(try await HTTPAgent().get(server.url("/requests")).text.contains("n=Mar%C3%ADa+%C3%91"))
    }

    @Test func `is reused without data of the previous test`() async throws {
        let server = try await CannedServer(Self.pages)
        // No other test has this language, nor its browser.
        let options = BrowserOptions { $0.language = "gl" }
        let first = try await Browser.open(options) { browser in
            try await browser.go(to: server.url("/start"))
            try await browser.run(script: "localStorage.setItem('seen', '1'); sessionStorage.setItem('seen', '1')")
            try await browser.openTab()
            try await browser.go(to: server.url("/end"))
            try await browser.resize(width: 500, height: 400)
            return browser.homePath
        }
        try await Browser.open(options) { browser in
            #expect(browser.homePath == first)
            #expect(try await browser.tabs.count == 1)
            #expect(try await browser.run(script: "return history.length") == 1)
            #expect(try await browser.run(script: "return outerWidth") == 1280)
            #expect(try await browser.complaints().isEmpty)
            try await browser.go(to: server.url("/end"))
            #expect(try await browser.cookies.isEmpty)
            let storage = "return localStorage.length + sessionStorage.length"
            #expect(try await browser.run(script: storage) == 0)
        }
    }

    @Test func `works without JavaScript, with the keyboard, on a phone`() async throws {
        let server = try await CannedServer(Self.pages)
        let options = BrowserOptions {
            $0.isJavaScriptOn = false
            $0.isPhone = true
            $0.width = 360
            $0.height = 740
        }
        try await Browser.open(options) { browser in
            try await browser.go(to: server.url("/start"))
            #expect(try await browser.elements("hr").isEmpty)
            #expect(try await browser.text.contains("sin guiones"))
            try await browser.press(Key.tab)
            #expect(try await browser.focused.attribute("id") == "n")
            try await browser.press("Ana" + Key.enter)
            try await browser.wait(forAddress: "/end")
        }
    }

    @Test func `sends its certificate on request, and trusts the given authority`() async throws {
        let authority = try await ThrowawayAuthority()
        let server = try await authority.startServer()
        let options = BrowserOptions {
            $0.trustedCertificate = authority.certificatePath
            $0.clientCertificate = .init(pkcs12Path: authority.clientPKCS12, password: "prueba")
        }
        try await Browser.open(options) { browser in
            try await browser.go(to: "https://certificado.aldaba.localhost:\(server.port)/")
            try await browser.wait(forText: "Subject: CN=Alba Ejemplo")
        }
        withExtendedLifetime(server.process) {}
    }

    @Test func `leaves no process behind, also when the test fails`() async throws {
        struct Stop: Error { let homePath: String }
        let stop = await #expect(throws: Stop.self) {
            try await Browser.open { browser in
                try await browser.go(to: "about:blank")
                throw Stop(homePath: browser.homePath)
            }
        }
        let homePath = try #require(stop?.homePath)
        let processes = try await Command.run("ps", ["-eo", "args"]).output.split(separator: "\n")
        #expect(processes.filter { $0.contains(homePath) }.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: homePath))
    }
}
