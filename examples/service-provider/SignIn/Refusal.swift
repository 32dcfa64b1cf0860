import Foundation
import SAML

/// That the identity provider vouches for nobody, and why: its Status.
struct Refusal: Hashable, Sendable {
    let procedure: Procedure
    let status: Status
    let inResponseTo: MessageID
    let receivedAt: Date

    /// The lowest code, which says the most.
    var code: StatusCode { status.subcodes.last ?? status.code }

    /// AuthnFailed is all that the standard has for it. Aldaba writes why in front of its message, under the name that its
    /// catalogue of errors explains; from any other identity provider it just does not show.
    private var isCancelled: Bool { status.message?.hasPrefix("cancelled:") == true }

    /// What a citizen can make of it.
    var explanation: String {
        switch code {
        case .authnFailed: isCancelled ? "Ha cancelado la identificación." : "No se completó la identificación."
        case .noAuthnContext: "Con los medios que usted tiene no se alcanza el nivel que pide este trámite."
        case .noPassive: "Se pidió no mostrar ninguna pantalla, y usted no tenía una sesión abierta."
        case .invalidNameIDPolicy: "El servicio pidió un tipo de identificador que no se ofrece."
        case .requestDenied: "El servicio de identificación no ha aceptado la petición."
        case .requestUnsupported: "El servicio de identificación no admite lo que se le pidió."
        default: "El servicio de identificación no ha podido identificarle."
        }
    }
}
