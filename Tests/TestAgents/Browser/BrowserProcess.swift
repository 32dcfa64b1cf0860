import Foundation

/// A running Chromium with a home and a profile of its own, its driver, and the one WebDriver session in it.
final class BrowserProcess: Sendable {
    let options: BrowserOptions
    let home: TemporaryDirectory
    let driver: WebDriver
    let session: String
    private let process: LocalProcess
    private let policy: CertificateSelectionPolicy?

    /// Starts both.
    init(_ options: BrowserOptions) async throws {
        self.options = options
        home = try TemporaryDirectory("browser")
        try await CertificateStore.make(home: home, options: options)
        policy = try options.clientCertificate.map { _ in try CertificateSelectionPolicy() }
        let port = FreePort.take()
        process = try LocalProcess(
            "chromedriver", ["--port=\(port)", "--log-level=WARNING"],
            environment: [
                "HOME": home.path, "XDG_CONFIG_HOME": home.path("config"), "XDG_CACHE_HOME": home.path("cache"),
                "TMPDIR": home.path,
            ], folder: home)
        try await process.ready(listeningOn: port)
        driver = WebDriver(port: port, limit: options.pageLimit + .seconds(30))
        let answer = try await driver.command("POST", "/session", Self.capabilities(options, home: home))
        guard let session = answer["sessionId"].string else {
            throw WebDriver.Failure(error: "no session", message: "")
        }
        self.session = session
    }

    /// Ends both, and waits until they have ended.
    func stop() async throws {
        _ = try? await driver.command("DELETE", "/session/\(session)")
        try await process.stop()
    }

    /// Leaves one new tab of the first size, and no cookies, storage, cache or complaints.
    func clear() async throws {
        let old = try await driver.command("GET", "/session/\(session)/window/handles").array ?? []
        let new = try await post("/window/new", ["type": "tab"])["handle"]
        for handle in old {
            try await post("/window", ["handle": handle])
            _ = try await driver.command("DELETE", "/session/\(session)/window")
        }
        try await post("/window", ["handle": new])
        try await develop("Network.clearBrowserCookies")
        try await develop("Network.clearBrowserCache")
        try await develop("Storage.clearDataForOrigin", ["origin": "*", "storageTypes": "all"])
        try await post(
            "/window/rect", ["width": .number(Double(options.width)), "height": .number(Double(options.height))])
        try await post("/se/log", ["type": "browser"])
    }

    /// Sends a command of the Chrome DevTools Protocol.
    private func develop(_ command: String, _ parameters: JSON = [:]) async throws {
        try await post("/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
    }

    @discardableResult
    private func post(_ path: String, _ parameters: JSON) async throws -> JSON {
        try await driver.command("POST", "/session/\(session)\(path)", parameters)
    }

    private static func capabilities(_ options: BrowserOptions, home: TemporaryDirectory) -> JSON {
        var arguments: [JSON] = [
            "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-proxy-server",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
            "--password-store=basic",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
            .string("--user-data-dir=\(home.path("profile"))"),
            .string("--window-size=\(options.width),\(options.height)"), .string("--lang=\(options.language)"),
        ]
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        var preferences: [String: JSON] = ["intl.accept_languages": .string(options.language)]
        if !options.isJavaScriptOn { preferences["profile.managed_default_content_settings.javascript"] = 2 }
        var chromium: [String: JSON] = ["args": .array(arguments), "prefs": .object(preferences)]
        if options.isPhone {
            chromium["mobileEmulation"] = [
                "deviceMetrics": [
                    "width": .number(Double(options.width)), "height": .number(Double(options.height)),
                    "pixelRatio": 2, "touch": true, "mobile": true,
                ]
            ]
        }
        let limit = JSON.number(Double(options.pageLimit.components.seconds) * 1000)
        return [
            "capabilities": [
                "alwaysMatch": [
                    "browserName": "chrome", "pageLoadStrategy": "normal", "timeouts": ["pageLoad": limit],
                    "goog:chromeOptions": .object(chromium), "goog:loggingPrefs": ["browser": "ALL"],
                ]
            ]
        ]
    }
}
