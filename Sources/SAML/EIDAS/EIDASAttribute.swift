public import XML

/// The attributes of a natural person, with exactly the names that eIDAS nodes and Spanish clients look for.
///
/// Name and FriendlyName differ for the given name and the family name, and clients in the field match on the latter:
/// always send both.
/// - SeeAlso: eIDAS SAML attribute profile §2.2.
public enum EIDASAttribute: String, Hashable, Sendable, Codable, CaseIterable {
    /// `ES/ES/12345678Z`: country that issued, country that receives, national identifier.
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

    /// What all names begin with.
    public static let namePrefix = "http://eidas.europa.eu/attributes/naturalperson/"

    /// The attribute with that Name, or nil.
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

    /// The schema type of a value.
    public var type: XMLName { XMLName(.eidasNatural, rawValue + "Type") }

    /// Whether every eIDAS assertion about a natural person must carry it.
    public var isMandatory: Bool {
        switch self {
        case .personIdentifier, .currentFamilyName, .currentGivenName, .dateOfBirth: true
        case .birthName, .placeOfBirth, .currentAddress, .gender: false
        }
    }

    /// The attribute with a value, ready for an assertion.
    /// - Parameters:
    ///   - value: the value as the eIDAS profile writes it.
    ///   - declaringType: whether the value says its schema type. Only who speaks the eIDAS dialect may be sent that:
    ///     python3-saml validates with the schemas of SAML alone and refuses a type that they do not have.
    public func attribute(_ value: String, declaringType: Bool = false) -> Attribute {
        Attribute(
            name: name, friendlyName: friendlyName, values: [AttributeValue(value, type: declaringType ? type : nil)])
    }
}
