import Federation
import Foundation
import SAML

/// The parameters of the bindings that a browser carries. Each may stand in one place and once: two readers of one request
/// must never see two messages.
///
/// - SeeAlso: Bindings §3.4.4.1 and §3.5.4.
enum MessageParameters {
    /// Every name that means something in one of the bindings.
    static let names: Set<String> = [
        "SAMLRequest", "SAMLResponse", "RelayState", "SAMLEncoding", "SigAlg", "Signature",
    ]

    /// Refuses a form whose address has a parameter of a message in its query, be it the same again or another one.
    ///
    /// - Throws: `Rejection.unreadable`.
    static func refuse(inQueryOfForm query: String?) throws {
        for pair in (query ?? "").split(separator: "&") {
            let written = String(pair.prefix { $0 != "=" })
            let name = written.replacing("+", with: " ").removingPercentEncoding ?? written
            guard names.contains(name) else { continue }
            throw Rejection.unreadable(.duplicate(parameter: name))
        }
    }

    /// The message of that kind in a form, empty when there is none.
    ///
    /// - Throws: `BindingFailure` when the other kind is there, with it or without.
    static func message<Message: SAMLMessage>(
        of type: Message.Type, in form: Form
    ) throws(BindingFailure) -> String {
        let other: MessageParameter = Message.parameter == .request ? .response : .request
        if form[other.rawValue] != nil {
            throw form[Message.parameter.rawValue] == nil ? .unexpected(other) : .requestAndResponse
        }
        return form.text(Message.parameter.rawValue)
    }
}
