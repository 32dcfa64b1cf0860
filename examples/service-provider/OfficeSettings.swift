import SAML
import XMLSecurity

/// What an office is told at its start.
struct OfficeSettings: Sendable {
    /// Scheme, host and port as browsers see them.
    let origin: String
    let entityID: EntityID
    /// Signs the requests.
    let key: SigningKey
    /// The origin to which the browser is taken before it comes back, or nil.
    var onward: String?
    /// By how much the clocks of both sides may differ.
    var skew: Duration = .seconds(60)
    /// How long a citizen may take to sign in.
    var timeout: Duration = .seconds(20 * 60)
    /// How long somebody stays signed in.
    var sessionLife: Duration = .seconds(30 * 60)

    var assertionConsumerService: String { origin + Path.assertionConsumerService }

    /// Whether browsers reach the office over TLS, so that its cookies can say so.
    var isSecure: Bool { WebAddress(origin)?.isSecure == true }
}

extension Duration {
    /// As Foundation counts.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
