import Federation
import SAML
import Storage
import XML

/// A Response that grants a login, decided and signed and not yet written down.
struct GrantedAnswer {
    let grant: Grant
    let service: ServiceProvider
    /// The ID of the assertion.
    let assertion: MessageID
    let response: CanonicalElement
    /// What the session remembers of the service.
    let told: SessionServiceRow
    /// What happens to the session; nil while sessions are switched off.
    let keeping: SessionKeeping?
    /// The consent; nil for a service that needs none.
    let consenting: ConsentKeeping?
    /// Whether a session has proved the login, and nothing that was shown now.
    let isResumed: Bool
}
