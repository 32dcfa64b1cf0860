import Federation
import SAML
import Storage
import XML

/// A signed Response that grants a login and is not stored yet.
struct GrantedAnswer {
    let grant: Grant
    let service: ServiceProvider
    let assertion: MessageID
    let response: CanonicalElement
    /// The row that the session keeps for the service.
    let serviceRow: SessionServiceRow
    /// The change of the session; nil when sessions are off.
    let keeping: SessionKeeping?
    /// The consent; nil for a service that needs none.
    let consenting: ConsentKeeping?
    /// Whether a session has proved the login, without a new proof.
    let isResumed: Bool
}
