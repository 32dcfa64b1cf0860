import Foundation

/// A real headless Chromium with a temporary home and profile, controlled over WebDriver.
///
///     try await Browser.open { browser in
///         try await browser.go(to: "http://oficina.localhost:8090/")
///         try await browser.click("#sign-in")
///         try await browser.wait(for: "h1")
///     }
///
/// It can reach only this machine. Elements are named by CSS selectors. Functions wait for elements that do not exist
/// yet.
package struct Browser: Sendable {
    private let process: BrowserProcess
    private var driver: WebDriver { process.driver }
    private var session: String { process.session }

    /// Opens a browser, passes it to the body, and closes it in any case.
    package static func open<Result: Sendable>(
        _ options: BrowserOptions = BrowserOptions(), _ body: (Browser) async throws -> Result
    ) async throws -> Result {
        let process = try await IdleBrowsers.take(options)
        let outcome: Swift.Result<Result, any Error>
        do { outcome = .success(try await body(Browser(process: process))) } catch { outcome = .failure(error) }
        guard case .success = outcome, await IdleBrowsers.keep(process) else {
            try await process.stop()
            return try outcome.get()
        }
        return try outcome.get()
    }

    /// The folder with its home and profile. Removed when its process has ended.
    package var homePath: String { process.home.path }

    // MARK: Navigation

    /// Loads a URL and waits until it is loaded.
    package func go(to url: String) async throws { try await post("/url", ["url": .string(url)]) }

    package func back() async throws { try await post("/back") }

    package func forward() async throws { try await post("/forward") }

    package func reload() async throws { try await post("/refresh") }

    package var url: String { get async throws { try await get("/url").string ?? "" } }

    package var title: String { get async throws { try await get("/title").string ?? "" } }

    /// The present source of the page, after scripts.
    package var source: String { get async throws { try await get("/source").string ?? "" } }

    /// The page's links, forms and text, from its source.
    package var page: Page {
        get async throws {
            let address = try await url
            guard let url = URL(string: address) else { throw PageError.badAddress(address) }
            return Page(try await source, at: url)
        }
    }

    /// Waits until the URL contains a text, and returns it.
    @discardableResult
    package func wait(forAddress words: String, within limit: Duration = .seconds(20)) async throws -> String {
        try await eventually("an address with \(words)", within: limit) {
            let url = try await self.url
            return url.contains(words) ? url : nil
        }
    }

    // MARK: Elements

    /// Waits for the first element that matches a selector.
    @discardableResult
    package func wait(for selector: String, within limit: Duration = .seconds(20)) async throws -> BrowserElement {
        try await eventually("an element \(selector)", within: limit) { try await elements(selector).first }
    }

    /// Waits until the visible text of the page contains a text.
    package func wait(forText words: String, within limit: Duration = .seconds(20)) async throws {
        try await eventually("the text «\(words)»", within: limit) {
            try await self.text.contains(words) ? true : nil
        }
    }

    /// Returns the present elements that match a selector, in document order.
    package func elements(_ selector: String) async throws -> [BrowserElement] {
        let found = try await driver.command(
            "POST", "/session/\(session)/elements", ["using": "css selector", "value": .string(selector)])
        return (found.array ?? []).compactMap { $0[BrowserElement.key].string }.map {
            BrowserElement(driver: driver, path: "/session/\(session)/element/\($0)", identifier: $0)
        }
    }

    /// Waits for an element and clicks it.
    package func click(_ selector: String) async throws { try await wait(for: selector).click() }

    /// Waits for a link with exactly this visible text and clicks it.
    package func click(link text: String) async throws {
        let element = try await eventually("a link «\(text)»") {
            try await driver.command(
                "POST", "/session/\(session)/element", ["using": "link text", "value": .string(text)])[
                    BrowserElement.key
                ].string
        }
        _ = try await driver.command("POST", "/session/\(session)/element/\(element)/click")
    }

    /// Waits for a field, clears it and types.
    package func type(_ text: String, into selector: String) async throws {
        let element = try await wait(for: selector)
        try await element.clear()
        try await element.type(text)
    }

    /// Types into the focused element, for a user without a mouse: `Key.tab`, `Key.enter`, letters.
    package func press(_ keys: String) async throws {
        let actions = keys.flatMap { key -> [JSON] in
            [["type": "keyDown", "value": .string(String(key))], ["type": "keyUp", "value": .string(String(key))]]
        }
        try await post("/actions", ["actions": [["type": "key", "id": "keyboard", "actions": .array(actions)]]])
    }

    /// The element that has the keyboard focus.
    package var focused: BrowserElement {
        get async throws {
            let identifier = try await get("/element/active")[BrowserElement.key].string ?? ""
            return BrowserElement(
                driver: driver, path: "/session/\(session)/element/\(identifier)", identifier: identifier)
        }
    }

    /// The visible text of the page.
    package var text: String { get async throws { try await elements("body").first?.text ?? "" } }

    // MARK: The window

    /// Writes a screenshot as a PNG file.
    package func screenshot(to path: String) async throws {
        guard let encoded = try await get("/screenshot").string, let image = Data(base64Encoded: encoded) else {
            throw WebDriver.Failure(error: "no screenshot", message: path)
        }
        try image.write(to: URL(fileURLWithPath: path))
    }

    /// Resizes the window, in CSS pixels, including the frame.
    package func resize(width: Int, height: Int) async throws {
        try await post("/window/rect", ["width": .number(Double(width)), "height": .number(Double(height))])
    }

    /// Opens another tab and makes it the current one. Returns its handle.
    @discardableResult
    package func openTab() async throws -> String {
        let handle = try await driver.command("POST", "/session/\(session)/window/new", ["type": "tab"])["handle"]
        try await switchTab(to: handle.string ?? "")
        return handle.string ?? ""
    }

    package var tab: String { get async throws { try await get("/window").string ?? "" } }

    /// The handles of all tabs.
    package var tabs: [String] {
        get async throws { (try await get("/window/handles").array ?? []).compactMap(\.string) }
    }

    package func switchTab(to handle: String) async throws {
        try await post("/window", ["handle": .string(handle)])
    }

    // MARK: Cookies and scripts

    /// The cookies that the browser sends to the current page, with their attributes.
    package var cookies: [JSON] { get async throws { try await get("/cookie").array ?? [] } }

    package func cookie(_ name: String) async throws -> JSON? {
        try await cookies.first { $0["name"].string == name }
    }

    package func forgetCookies() async throws { _ = try await driver.command("DELETE", "/session/\(session)/cookie") }

    /// Runs the body of a function in the page and returns its value. Works also when scripts of pages are disabled.
    @discardableResult
    package func run(script: String, _ arguments: JSON...) async throws -> JSON {
        try await driver.command(
            "POST", "/session/\(session)/execute/sync", ["script": .string(script), "args": .array(arguments)])
    }

    /// Returns the browser's log entries since the last call: script errors, refused resources, violations of the
    /// Content-Security-Policy.
    package func complaints() async throws -> [String] {
        let entries = try await driver.command("POST", "/session/\(session)/se/log", ["type": "browser"]).array ?? []
        return entries.compactMap { $0["message"].string }
    }

    private func get(_ path: String) async throws -> JSON {
        try await driver.command("GET", "/session/\(session)\(path)")
    }

    private func post(_ path: String, _ parameters: JSON = [:]) async throws {
        _ = try await driver.command("POST", "/session/\(session)\(path)", parameters)
    }
}

/// Keys without a character, for `Browser.press` and `BrowserElement.type`.
package enum Key {
    package static let tab = "\u{E004}"
    package static let enter = "\u{E007}"
    package static let escape = "\u{E00C}"
    package static let space = "\u{E00D}"
}
