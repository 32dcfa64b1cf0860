/// The authorities of the test set, each with a key of its own.
enum TestAuthority: String, Sendable, CaseIterable {
    case root
    /// Below the root; what signs the citizens' certificates.
    case users
    /// Below the root, and revoked by it.
    case revoked
    /// Another root, which nobody configured.
    case stranger
    /// The names of `users` over another key, signed by itself.
    case impostor
    /// Below the root; its certificate ends after two days.
    case brief
    /// Below the root; may not sign revocation lists.
    case listless
    /// Below the root, with a key of 1024 bits.
    case weak

    var commonName: String {
        switch self {
        case .root: "AC RAIZ TEST"
        case .users, .impostor: "AC TEST Usuarios"
        case .revoked: "AC TEST Revocada"
        case .stranger: "AC RAIZ AJENA"
        case .brief: "AC TEST Breve"
        case .listless: "AC TEST Sin Listas"
        case .weak: "AC TEST Débil"
        }
    }

    var issuer: TestAuthority {
        switch self {
        case .root, .stranger, .impostor: self
        case .users, .revoked, .brief, .listless, .weak: .root
        }
    }

    var days: Int { self == .brief ? 2 : 3650 }

    /// The kind of key, and whose: RSA where the real ones have it, else what is made fastest.
    var key: String {
        switch self {
        case .root, .users: "rsa-2048-\(rawValue)"
        case .weak: "rsa-1024-\(rawValue)"
        case .revoked, .stranger, .impostor, .brief, .listless: "ec-256-\(rawValue)"
        }
    }

    var keyUsage: String { self == .listless ? "critical, keyCertSign" : "critical, keyCertSign, cRLSign" }

    static let intermediates: [TestAuthority] = [.users, .revoked, .brief, .listless, .weak]
}
