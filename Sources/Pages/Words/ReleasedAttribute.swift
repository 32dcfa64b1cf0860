/// A datum that the service will be told, in plain words where we have them.
package enum ReleasedAttribute: Sendable, Hashable {
    case known(Known)
    /// One that pages have no words for, by its friendly name.
    case other(String)

    /// The natural person's attributes of domain vocabulary; the raw value is the friendly name in lower case.
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
        /// Which method was used.
        case method
        /// The level reached.
        case level
        /// The persistent NameID: one for this service alone.
        case pseudonym
        /// The subject-id: one for all services.
        case identifier
        /// The transient NameID: another one each time.
        case transient

        var key: String { "attribute.\(rawValue)" }
    }

    static let keys = Known.allCases.map(\.key)

    static let values: [PageValue<Self>] = [.words("attribute") { $0.text(in: $1) }]

    func text(in wording: Wording) -> String {
        switch self {
        case .known(let known): wording.text(known.key)
        case .other(let name): name
        }
    }
}
