public import XML

/// The attributes of a natural person, with the exact names that eIDAS nodes and Spanish clients expect.
///
/// Name and FriendlyName differ for the given name and the family name. Existing clients match on FriendlyName, so
/// always send both.
/// - SeeAlso: eIDAS SAML attribute profile §2.2.
public enum EIDASAttribute: String, Hashable, Sendable, Codable, CaseIterable {
    /// `ES/ES/12345678Z`: the issuing country, the receiving country, the national identifier.
    case personIdentifier = "PersonIdentifier"
    /// Both surnames.
    case currentFamilyName = "CurrentFamilyName"
    /// All given names.
    case currentGivenName = "CurrentGivenName"
    /// `YYYY-MM-DD`.
    case dateOfBirth = "DateOfBirth"
    /// The name at birth.
    case birthName = "BirthName"
    /// The place of birth.
    case placeOfBirth = "PlaceOfBirth"
    /// Base64 of an XML fragment.
    case currentAddress = "CurrentAddress"
    /// `Male`, `Female` or `Unspecified`.
    case gender = "Gender"

    /// The prefix of all names.
    public static let namePrefix = "http://eidas.europa.eu/attributes/naturalperson/"

    /// Returns the attribute with this Name, or nil.
    public init?(name: String) {
        guard name.hasPrefix(Self.namePrefix) else { return nil }
        self.init(rawValue: String(name.dropFirst(Self.namePrefix.count)))
    }

    /// The Name that identifies the attribute.
    public var name: String { Self.namePrefix + rawValue }

    /// The FriendlyName.
    public var friendlyName: String {
        switch self {
        case .currentFamilyName: "FamilyName"
        case .currentGivenName: "FirstName"
        case .personIdentifier, .dateOfBirth, .birthName, .placeOfBirth, .currentAddress, .gender: rawValue
        }
    }

    /// The XML Schema type of a value.
    public var type: XMLName { XMLName(.eidasNatural, rawValue + "Type") }

    /// Whether every eIDAS assertion about a natural person must contain the attribute.
    public var isMandatory: Bool {
        switch self {
        case .personIdentifier, .currentFamilyName, .currentGivenName, .dateOfBirth: true
        case .birthName, .placeOfBirth, .currentAddress, .gender: false
        }
    }

    /// Returns the attribute with a value, for an assertion.
    /// - Parameters:
    ///   - value: the value in the eIDAS profile's format.
    ///   - declaringType: whether to write the value's schema type. Only for services that use the eIDAS dialect:
    ///     python3-saml validates with SAML's schemas and refuses a type that they do not define.
    public func attribute(_ value: String, declaringType: Bool = false) -> Attribute {
        Attribute(
            name: name, friendlyName: friendlyName, values: [AttributeValue(value, type: declaringType ? type : nil)])
    }
}
