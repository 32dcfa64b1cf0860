import Broker
import Foundation
import SAML
import Secrets
import Storage
import TestFederation

/// The sign-ins of eight clients at a broker of its own process.
struct ServedLoad: Sendable {
    let port: Int
    /// The folder in which the broker writes its messages.
    let spool: URL
    let service: TestServiceProvider
    let journey: Journey
    /// The number of sign-ins, of all clients together.
    let count: Int

    private static let clients = 8
    private var share: Int { count / Self.clients }

    /// Registers the citizens of all clients, while the broker runs. A client with a session is one citizen.
    func register(on database: Database) async throws -> [Visitor] {
        let number = journey == .session ? Self.clients : count + Self.clients
        let visitors = (0..<number).map(Visitor.init(number:))
        let passwords = PasswordHasher()
        let register = CitizenRegister(database: database, passwords: passwords)
        for visitor in visitors { _ = try await register.add(visitor.citizen(), password: nil, at: Date()) }
        guard journey == .permanentKey else { return visitors }
        let hash = try await passwords.hash(Password(SignInBrowser.password))
        _ = try await database.write { connection in
            for visitor in visitors {
                _ = try CitizenStore(connection).setPassword(hash.text, of: visitor.document, at: Date())
            }
        }
        return visitors
    }

    /// Makes the clients and their requests, and lets each sign in once.
    func clients(_ visitors: [Visitor]) async throws -> [ServedClient] {
        let telephone = SpooledMessages(spool)
        return try await inParallel(0..<Self.clients) { index in
            let browser = SignInBrowser(port: port, message: telephone.message)
            let first = visitors[visitors.count - 1 - index]
            let tab = browser.tab(of: first)
            _ = try browser.signIn(first, journey == .session ? .pin : journey, in: tab, query: query())
            return ServedClient(
                browser: browser, journey: journey, tab: tab,
                visitors: journey == .session ? [] : Array(visitors[index * share..<(index + 1) * share]),
                queries: try (0..<share).map { _ in try query() })
        }
    }

    /// All sign-ins, on a thread for each client.
    func run(_ clients: [ServedClient]) async throws {
        _ = try await inParallel(clients) { try $0.run() }
    }

    private func inParallel<Item: Sendable, Value: Sendable>(
        _ items: some Sequence<Item>, _ work: @escaping @Sendable (Item) throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            for item in items { group.addTask { try await OwnThread.run { try work(item) } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func query() throws -> String {
        let request = service.request(to: ServedBroker.origin + "/saml/sso", at: Date()) { draft in
            draft.requestedAuthnContext = RequestedAuthnContext(comparison: .minimum, classes: [.eidasLow])
        }
        return try service.query(request, relayState: "ticket-1234")
    }
}

/// One client: a browser with a session, or a browser for each citizen. It is used by one thread at a time.
final class ServedClient: @unchecked Sendable {
    private let browser: SignInBrowser
    private let journey: Journey
    /// The tab that has the session.
    private let tab: BrowserTab
    private let visitors: [Visitor]
    private let queries: [String]

    init(browser: SignInBrowser, journey: Journey, tab: BrowserTab, visitors: [Visitor], queries: [String]) {
        self.browser = browser
        self.journey = journey
        self.tab = tab
        self.visitors = visitors
        self.queries = queries
    }

    func run() throws {
        for (index, query) in queries.enumerated() {
            if journey == .session {
                _ = try browser.signIn(in: tab, query: query)
            } else {
                let visitor = visitors[index]
                _ = try browser.signIn(visitor, journey, in: browser.tab(of: visitor), query: query)
            }
        }
    }
}
