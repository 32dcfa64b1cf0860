/// The attributes that Cl@ve adds to the eIDAS attributes.
///
/// Clients match only on FriendlyName, so both names are fixed.
public enum ClaveAttribute: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first surname without the second.
    case firstSurname = "FirstSurname"
    /// The authentication method that was used: see ``SelectedMethod``. Always returned.
    case selectedIdP = "SelectedIdP"
    /// The assurance level of the registration.
    case registerType = "RegisterType"
    /// Data of the citizen's certificate, XML in base64.
    case partialAfirma = "PartialAfirma"
    /// The national identifier without the eIDAS prefix.
    case nationalPersonIdentifier = "NationalPersonIdentifier"
    /// A random value that the client sends and receives back unchanged.
    case relayState = "RelayState"

    /// The values of `SelectedIdP`.
    public enum SelectedMethod: String, Hashable, Sendable, Codable, CaseIterable {
        /// PIN.
        case pin = "PIN24H"
        /// Permanent key.
        case permanentKey = "SEGSOC"
        /// Certificate or electronic identity card.
        case certificate = "AFIRMA"
        /// Another Member State.
        case eidas = "EIDAS"
        /// The mobile application.
        case mobile = "CLVMOVIL"
    }

    /// The prefix of all names.
    public static let namePrefix = "http://es.minhafp.clave/"

    /// Returns the attribute with this Name, or nil.
    public init?(name: String) {
        guard name.hasPrefix(Self.namePrefix) else { return nil }
        self.init(rawValue: String(name.dropFirst(Self.namePrefix.count)))
    }

    /// The Name that identifies the attribute.
    public var name: String { Self.namePrefix + rawValue }

    /// The FriendlyName.
    public var friendlyName: String { rawValue }

    /// Returns the attribute with a value, for an assertion.
    public func attribute(_ value: String) -> Attribute {
        Attribute(name: name, friendlyName: friendlyName, values: [AttributeValue(value, type: AttributeValue.string)])
    }
}
