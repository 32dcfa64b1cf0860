/// The attributes by which a service of Cl@ve hides a method: it requests one without a value.
public enum ClaveExclusion: String, Hashable, Sendable, CaseIterable {
    /// PIN.
    case pin = "AEATIdP"
    /// Permanent key.
    case permanentKey = "GISSIdP"
    /// Certificate or electronic identity card.
    case certificate = "AFirmaIdP"

    /// The Name of the attribute.
    public var name: String { ClaveAttribute.namePrefix + rawValue }
}
