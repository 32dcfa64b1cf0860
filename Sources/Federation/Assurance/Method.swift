/// A way in which a citizen can prove who they are.
package enum Method: String, Codable, CaseIterable, Sendable {
    /// A PIN by SMS, completed with four characters of the citizen's own; for occasional use.
    case pin
    /// A lasting password, reinforced with a code by SMS when the level needs it.
    case permanentKey = "permanent-key"
    /// A certificate in the browser, or the DNIe.
    case certificate
}

extension Method {
    /// The value of the attribute SelectedIdP that tells a service which method was used.
    package var selectedIdP: String {
        switch self {
        case .pin: "PIN24H"
        case .permanentKey: "SEGSOC"
        case .certificate: "AFIRMA"
        }
    }
}
