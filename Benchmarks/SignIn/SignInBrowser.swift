import Foundation

/// The citizen's actions in a browser, from the service's query to the page that carries the answer.
struct SignInBrowser {
    let port: Int
    /// Returns the text of the message to a telephone number, after it has arrived.
    let message: @Sendable (_ phone: String) throws -> String

    /// The number of requests in a sign-in by PIN.
    static let requests = 8
    /// The password of all citizens.
    static let password = "tres-tristes-tigres-26"

    func tab(of visitor: Visitor) -> BrowserTab {
        BrowserTab(port: port, from: visitor.address)
    }

    /// - Returns: the value of SAMLResponse.
    func signIn(_ visitor: Visitor, _ journey: Journey, in tab: BrowserTab, query: String) throws -> String {
        try tab.begin()
        try tab.open("/saml/sso?\(query)")
        switch journey {
        case .pin: try enterPIN(of: visitor, in: tab)
        case .permanentKey:
            try tab.submit("/choose", "method=permanent-key")
            try tab.submit("/permanent-key", "document=\(visitor.document)&password=\(Self.password)")
        case .session: break
        }
        return try answer(in: tab)
    }

    /// Signs in with the session of the tab, over its present connection.
    func signIn(in tab: BrowserTab, query: String) throws -> String {
        try tab.open("/saml/sso?\(query)")
        return try answer(in: tab)
    }

    private func answer(in tab: BrowserTab) throws -> String {
        try tab.value(of: "name=\"SAMLResponse\" value=\"")
    }

    static func get(_ path: String, cookie: String?) -> String { BrowserTab.get(path, cookie: cookie) }

    private func enterPIN(of visitor: Visitor, in tab: BrowserTab) throws {
        try tab.submit("/choose", "method=pin")
        let ownCode = try tab.value(of: "name=\"code\" value=\"")
        let contrast = visitor.contrast.replacing("/", with: "%2F")
        try tab.submit("/pin", "document=\(visitor.document)&contrast=\(contrast)&code=\(ownCode)")
        try tab.submit("/pin/code", "accessCode=\(ownCode)\(pin(in: message(visitor.phone)))")
    }

    /// Returns the PIN in the Spanish text of the message.
    private func pin(in message: String) throws -> String {
        let octets = Octets(message.utf8)
        guard let start = octets.offset(after: "PIN es ") else { throw Telephone.Silence() }
        return octets.text(from: start, upTo: UInt8(ascii: ".")).replacing(" ", with: "")
    }
}
