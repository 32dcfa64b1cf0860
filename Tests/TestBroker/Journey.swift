package import Broker
package import Federation
package import SAML
package import Secrets
import Synchronization
package import TestFederation

/// One browser in one login. It keeps the cookie, and opens the login again at each step, as each request of a browser
/// does.
package struct Journey: Sendable {
    package let world: BrokerWorld
    package let service: TestServiceProvider
    package let request: AuthnRequest
    package let id: LoginID
    /// The current cookie. A proof renews it.
    package var handle: Handle { cookie.handle }
    private let cookie: Cookie
    /// The cookie of a known browser, from earlier sign-ins.
    package var known: KnownBrowser?

    private final class Cookie: Sendable {
        private let held: Mutex<Handle>

        init(_ handle: Handle) { held = Mutex(handle) }

        var handle: Handle {
            get { held.withLock { $0 } }
            set { held.withLock { $0 = newValue } }
        }
    }

    package init(
        world: BrokerWorld, service: TestServiceProvider, request: AuthnRequest, id: LoginID, handle: Handle,
        known: KnownBrowser? = nil
    ) {
        self.known = known
        self.world = world
        self.service = service
        self.request = request
        self.id = id
        cookie = Cookie(handle)
    }

    /// The client address that the broker sees.
    package static let address = "192.0.2.1"

    /// This browser, as the broker sees it.
    package func visitor(from address: String = address) -> Visitor {
        Visitor(address: address, language: "es", known: known)
    }

    /// Returns the same login in a known browser.
    package func known(by browser: KnownBrowser?) -> Journey {
        var journey = self
        journey.known = browser
        return journey
    }

    /// Returns the same browser, which sends its requests to another broker.
    package func at(_ other: BrokerWorld) -> Journey {
        Journey(world: other, service: service, request: request, id: id, cookie: cookie, known: known)
    }

    private init(
        world: BrokerWorld, service: TestServiceProvider, request: AuthnRequest, id: LoginID, cookie: Cookie,
        known: KnownBrowser?
    ) {
        self.world = world
        self.service = service
        self.request = request
        self.id = id
        self.cookie = cookie
        self.known = known
    }

    package func open() async throws -> OpenLogin {
        try await world.signIn.open(id, with: handle)
    }

    package var state: Login.State { get async throws { try await open().login.state } }

    package func choose(_ method: Method) async throws {
        _ = try await MethodChoice(world.signIn).choose(method, in: open())
    }

    // MARK: PIN

    package func requestPIN(
        _ citizen: TestCitizen, contrast: String? = nil, ownCode: String = "AB12", from address: String = address
    ) async throws -> PINLogin.RequestOutcome {
        let application = PINLogin.Application(
            document: citizen.document, contrast: contrast ?? citizen.contrast, ownCode: ownCode)
        return try await PINLogin(world.signIn).request(application, by: visitor(from: address), for: open())
    }

    package func requestPINAgain(from address: String = address) async throws -> PINLogin.RequestOutcome {
        try await PINLogin(world.signIn).requestAgain(by: visitor(from: address), for: open())
    }

    package func enterPIN(
        _ pin: String, ownCode: String = "AB12", from address: String = address
    ) async throws -> CodeOutcome {
        try await prove(TypedProof(.pin, ownCode + pin), \.renewed) {
            try await PINLogin(world.signIn).enter(ownCode + pin, by: visitor(from: address), in: $0)
        }
    }

    /// Types a wrong PIN.
    package func mistypePIN(from address: String = address) async throws -> CodeOutcome {
        try await enterPIN("00000000", ownCode: "0000", from: address)
    }

    // MARK: Permanent key

    package func submitPassword(
        _ citizen: TestCitizen, _ password: String? = nil, from address: String = address
    ) async throws -> PermanentKeyLogin.Outcome {
        let password = password ?? citizen.password ?? "Ninguna-Clave-0"
        return try await prove(TypedProof(.password, citizen.document, password), \.renewed) {
            try await PermanentKeyLogin(world.signIn).submit(
                document: citizen.document, password: password, by: visitor(from: address), for: $0)
        }
    }

    package func enterCode(_ code: String) async throws -> CodeOutcome {
        try await prove(TypedProof(.code, code), \.renewed) {
            try await PermanentKeyLogin(world.signIn).enter(code, by: visitor(), in: $0)
        }
    }

    package func sendCodeAgain() async throws -> PermanentKeyLogin.Outcome {
        try await PermanentKeyLogin(world.signIn).sendAgain(by: visitor(), for: open())
    }

    // MARK: Certificate

    /// The ticket with which the browser goes to the certificate's origin.
    package func ticket() async throws -> String {
        guard let address = try await CertificateLogin(world.signIn).ticketAddress(for: open()),
            let ticket = address.split(separator: "ticket=").last
        else { throw BrokerWorld.Trouble.unexpected("no ticket") }
        return String(ticket)
    }

    package func redeem(_ code: String) async throws -> CertificateLogin.Outcome {
        try await prove(TypedProof(.certificate, code), \.renewed) {
            try await CertificateLogin(world.signIn).redeem(code, in: $0)
        }
    }

    /// Performs a step with a proof, and stores the renewed cookie.
    ///
    /// If an equal step was faster, this one gets the cookie of the first one and throws `SignInError.overtaken`.
    private func prove<Outcome: Sendable>(
        _ proof: TypedProof, _ renewed: (Outcome) -> OpenLogin?, _ step: (OpenLogin) async throws -> Outcome
    ) async throws -> Outcome {
        let shown = handle
        do {
            let outcome = try await step(world.signIn.open(id, with: shown).showing(proof))
            if let open = renewed(outcome) { cookie.handle = open.handle }
            return outcome
        } catch let error as SignInError {
            guard let renewed = try await world.signIn.renewedHandle(of: id, from: shown, showing: proof) else {
                throw error
            }
            cookie.handle = renewed
            throw SignInError.overtaken
        }
    }

    // MARK: The end

    /// Requests the URL of the login after a proof: returns the answer, or the stored one.
    package func answer() async throws -> Answer {
        let open = try await open()
        if case .answered = open.login.state { return try await earlierAnswer() }
        do {
            return try await LoginCompletion(world.signIn, visitor: visitor()).answer(open)
        } catch SignInError.overtaken {
            return try await earlierAnswer()
        }
    }

    package func earlierAnswer() async throws -> Answer {
        guard let answer = try await LoginCompletion(world.signIn).earlierAnswer(open()) else {
            throw BrokerWorld.Trouble.unexpected("the answer is not kept")
        }
        return answer
    }

    package func cancel() async throws -> Answer {
        let open = try await open()
        let isExpired = open.login.isExpired(at: world.clock.now)
        return try await LoginCompletion(world.signIn).refuse(open, because: isExpired ? .expired : .cancelled)
    }
}

extension CodeOutcome {
    /// The login with its renewed cookie; nil without a proof.
    fileprivate var renewed: OpenLogin? {
        switch self {
        case .proved(let open), .fellShort(let open): open
        case .malformed, .wrong, .useless, .wait: nil
        }
    }
}

extension PermanentKeyLogin.Outcome {
    fileprivate var renewed: OpenLogin? {
        switch self {
        case .proved(let open), .codeSent(let open), .fellShort(let open): open
        case .malformed, .wrong, .paused, .wait: nil
        }
    }
}

extension CertificateLogin.Outcome {
    fileprivate var renewed: OpenLogin? {
        switch self {
        case .proved(let open), .fellShort(let open): open
        case .nothing, .blocked: nil
        }
    }
}
