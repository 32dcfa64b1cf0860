/// The names of form fields. They are also the ids of the inputs in the page.
package enum FormField: String, Sendable, CaseIterable {
    /// The token that proves that Aldaba made the form; in every form.
    case token
    /// `MethodName.rawValue`, on the selection page.
    case method
    /// DNI or NIE, as typed.
    case document
    /// The contrast datum of the document: a date dd/mm/yyyy or a card support number, as typed.
    case contrast
    /// The citizen's own four characters.
    case code
    /// The citizen's own code and the PIN together, seven characters, as typed.
    case accessCode
    case password
    /// The eight digits of the permanent key's second factor.
    case oneTimeCode
    /// Sent when the consent is permanent.
    case remember
    /// The entityID of a service, on the session page.
    case service
}
