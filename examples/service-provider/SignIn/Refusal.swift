import Foundation
import SAML

/// A Response without an assertion: the Status gives the reason.
struct Refusal: Hashable, Sendable {
    let procedure: Procedure
    let status: Status
    let inResponseTo: MessageID
    let receivedAt: Date

    /// The most specific code.
    var code: StatusCode { status.subcodes.last ?? status.code }

    /// Whether the citizen cancelled. The standard has only the code AuthnFailed for it. Aldaba begins its message with
    /// the error code of its catalogue. With other identity providers this is always false.
    private var isCancelled: Bool { status.message?.hasPrefix("cancelled:") == true }

    /// The explanation for the citizen.
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
