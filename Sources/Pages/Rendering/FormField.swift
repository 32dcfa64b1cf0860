/// The names of the fields that forms send, which are also their ids in the page.
package enum FormField: String, Sendable, CaseIterable {
    /// Proof that the form is ours, in every form.
    case token
    /// `MethodName.rawValue`, on the selection page.
    case method
    /// DNI or NIE, as typed.
    case document
    /// The datum that accompanies the document: a date dd/mm/yyyy or a card support number, as typed.
    case contrast
    /// The citizen's own four characters.
    case code
    /// Own code and PIN together, seven characters, as typed.
    case accessCode
    case password
    /// The eight digits of the permanent key's second factor.
    case oneTimeCode
    /// Whether what is agreed to now is agreed to for good; sent when it is.
    case remember
    /// The entityID of a service, on the page of the session.
    case service
}
