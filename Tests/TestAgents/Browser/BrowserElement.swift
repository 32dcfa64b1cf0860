/// An element of the current page. Invalid when the page is left.
package struct BrowserElement: Sendable, Hashable {
    /// The name of element references in WebDriver.
    static let key = "element-6066-11e4-a52e-4f735466cecf"

    let driver: WebDriver
    let path: String
    let identifier: String

    package func click() async throws { _ = try await driver.command("POST", "\(path)/click") }

    package func clear() async throws { _ = try await driver.command("POST", "\(path)/clear") }

    package func type(_ text: String) async throws {
        _ = try await driver.command("POST", "\(path)/value", ["text": .string(text)])
    }

    /// The visible text.
    package var text: String { get async throws { try await driver.command("GET", "\(path)/text").string ?? "" } }

    package func attribute(_ name: String) async throws -> String? {
        try await driver.command("GET", "\(path)/attribute/\(name)").string
    }

    /// The present value of a field.
    package var value: String? {
        get async throws { try await driver.command("GET", "\(path)/property/value").string }
    }

    package var isDisplayed: Bool {
        get async throws { try await driver.command("GET", "\(path)/displayed").bool ?? false }
    }

    /// The name that assistive technology announces.
    package var accessibleName: String {
        get async throws { try await driver.command("GET", "\(path)/computedlabel").string ?? "" }
    }

    /// The role that assistive technology announces.
    package var role: String {
        get async throws { try await driver.command("GET", "\(path)/computedrole").string ?? "" }
    }

    package static func == (one: BrowserElement, other: BrowserElement) -> Bool {
        one.identifier == other.identifier
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}
