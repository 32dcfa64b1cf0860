/// The authorities of the tests, each with its own key.
enum TestAuthority: String, Sendable, CaseIterable {
    case root
    /// Below the root. It signs the citizens' certificates.
    case users
    /// Below the root, and revoked by it.
    case revoked
    /// Another root, which is not configured.
    case unknown
    /// The names of `users` with another key, self-signed.
    case impostor
    /// Below the root. Its certificate expires after two days.
    case brief
    /// Below the root; may not sign revocation lists.
    case listless
    /// Below the root, with a key of 1024 bits.
    case weak
    /// Below the root. It requires a policy that it does not have itself.
    case narrow
    /// Below `users`, which may have no authority below it.
    case deep

    var commonName: String {
        switch self {
        case .root: "AC RAIZ TEST"
        case .users, .impostor: "AC TEST Usuarios"
        case .revoked: "AC TEST Revocada"
        case .unknown: "AC RAIZ AJENA"
        case .brief: "AC TEST Breve"
        case .listless: "AC TEST Sin Listas"
        case .weak: "AC TEST Débil"
        case .narrow: "AC TEST Estrecha"
        case .deep: "AC TEST Profunda"
        }
    }

    var issuer: TestAuthority {
        switch self {
        case .root, .unknown, .impostor: self
        case .users, .revoked, .brief, .listless, .weak, .narrow: .root
        case .deep: .users
        }
    }

    var days: Int { self == .brief ? 2 : 3650 }

    /// The name of the key: RSA where the real authorities use it, otherwise the fastest to generate.
    var key: String {
        switch self {
        case .root, .users: "rsa-2048-\(rawValue)"
        case .weak: "rsa-1024-\(rawValue)"
        case .revoked, .unknown, .impostor, .brief, .listless, .narrow, .deep: "ec-256-\(rawValue)"
        }
    }

    var keyUsage: String { self == .listless ? "critical, keyCertSign" : "critical, keyCertSign, cRLSign" }

    var basicConstraints: String { self == .users ? "critical, CA:TRUE, pathlen:0" : "critical, CA:TRUE" }

    var policies: [String] {
        switch self {
        case .root, .unknown, .impostor: []
        case .narrow: ["1.2.3.4.5"]
        case .users, .revoked, .brief, .listless, .weak, .deep: ["2.5.29.32.0"]
        }
    }

    /// Lines of openssl's configuration.
    var extensions: [String] { self == .narrow ? ["policyConstraints = critical, requireExplicitPolicy:0"] : [] }

    static let intermediates: [TestAuthority] = [.users, .revoked, .brief, .listless, .weak, .narrow, .deep]
}
