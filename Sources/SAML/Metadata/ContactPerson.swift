/// Whom to write to about an entity.
/// - SeeAlso: Metadata §2.3.2.2.
public struct ContactPerson: Hashable, Sendable, Codable {
    /// `technical`, `support`, `administrative`, `billing` or `other`.
    public let contactType: String
    /// The company.
    public let company: String?
    /// The given name.
    public let givenName: String?
    /// The surname.
    public let surname: String?
    /// Addresses, with or without `mailto:` as written.
    public let emailAddresses: [String]
    /// Telephone numbers.
    public let telephoneNumbers: [String]

    /// Names a contact.
    public init(
        contactType: String, company: String? = nil, givenName: String? = nil, surname: String? = nil,
        emailAddresses: [String] = [], telephoneNumbers: [String] = []
    ) {
        self.contactType = contactType
        self.company = company
        self.givenName = givenName
        self.surname = surname
        self.emailAddresses = emailAddresses
        self.telephoneNumbers = telephoneNumbers
    }
}
