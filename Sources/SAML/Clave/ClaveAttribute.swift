/// The attributes that Cl@ve adds to those of eIDAS.
///
/// Clients match on FriendlyName alone, so both names are fixed.
public enum ClaveAttribute: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first surname alone.
    case firstSurname = "FirstSurname"
    /// Which method served: see ``SelectedMethod``. Always returned.
    case selectedIdP = "SelectedIdP"
    /// The level of the registration.
    case registerType = "RegisterType"
    /// What a certificate said, XML in base64.
    case partialAfirma = "PartialAfirma"
    /// The national identifier without the eIDAS prefix.
    case nationalPersonIdentifier = "NationalPersonIdentifier"
    /// A random value of the client's that comes back unchanged.
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

    /// What all names begin with.
    public static let namePrefix = "http://es.minhafp.clave/"

    /// The attribute with that Name, or nil.
    public init?(name: String) {
        guard name.hasPrefix(Self.namePrefix) else { return nil }
        self.init(rawValue: String(name.dropFirst(Self.namePrefix.count)))
    }

    /// The Name that identifies the attribute.
    public var name: String { Self.namePrefix + rawValue }

    /// The FriendlyName.
    public var friendlyName: String { rawValue }

    /// The attribute with a value, ready for an assertion.
    public func attribute(_ value: String) -> Attribute {
        Attribute(name: name, friendlyName: friendlyName, values: [AttributeValue(value, type: AttributeValue.string)])
    }
}
