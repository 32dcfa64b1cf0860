import SAML
import XMLSecurity

/// The settings of an office.
struct OfficeSettings: Sendable {
    /// The scheme, host and port that browsers use.
    let origin: String
    let entityID: EntityID
    /// The key that signs requests.
    let key: SigningKey
    /// The origin through which the browser is redirected after a sign-in. Nil for none.
    var onward: String?
    /// The allowed difference between the clocks of both sides.
    var skew: Duration = .seconds(60)
    /// The time limit of a sign-in.
    var timeout: Duration = .seconds(20 * 60)
    /// The time limit of a session.
    var sessionLife: Duration = .seconds(30 * 60)

    var assertionConsumerService: String { origin + Path.assertionConsumerService }

    /// Whether browsers use TLS, so that cookies can be Secure.
    var isSecure: Bool { WebAddress(origin)?.isSecure == true }
}

extension Duration {
    /// The duration in seconds, for Foundation.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
