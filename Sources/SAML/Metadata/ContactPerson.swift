/// A contact of an entity.
/// - SeeAlso: Metadata §2.3.2.2.
public struct ContactPerson: Hashable, Sendable, Codable {
    /// `technical`, `support`, `administrative`, `billing` or `other`.
    @Exact public private(set) var contactType: String
    /// The company.
    @Exact public private(set) var company: String?
    /// The given name.
    @Exact public private(set) var givenName: String?
    /// The surname.
    @Exact public private(set) var surname: String?
    /// E-mail addresses as written, with or without `mailto:`.
    @Exact public private(set) var emailAddresses: [String]
    /// Telephone numbers.
    @Exact public private(set) var telephoneNumbers: [String]

    /// Creates a contact.
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
