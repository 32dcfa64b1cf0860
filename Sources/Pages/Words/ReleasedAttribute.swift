/// An attribute that the broker releases to the service, in plain words where pages have them.
package enum ReleasedAttribute: Sendable, Hashable {
    case known(Known)
    /// An attribute for which pages have no words, by its friendly name.
    case other(String)

    /// The natural person's attributes of the domain vocabulary. The raw value is the friendly name in lower case.
    package enum Known: String, Sendable, CaseIterable {
        case personIdentifier = "person-identifier"
        case firstName = "first-name"
        case familyName = "family-name"
        case firstSurname = "first-surname"
        case dateOfBirth = "date-of-birth"
        case birthName = "birth-name"
        case placeOfBirth = "place-of-birth"
        case currentAddress = "current-address"
        case gender
        /// The method of the sign-in.
        case method
        /// The level reached.
        case level
        /// The persistent NameID, different for each service.
        case pseudonym
        /// The subject-id, the same for all services.
        case identifier
        /// The transient NameID, different each time.
        case transient

        var key: String { "attribute.\(rawValue)" }
    }

    static let keys = Known.allCases.map(\.key)

    static let values: [PageValue<Self>] = [.localized("attribute") { $0.text(in: $1) }]

    func text(in wording: Wording) -> String {
        switch self {
        case .known(let known): wording.text(known.key)
        case .other(let name): name
        }
    }
}
