public import XMLSecurity

/// A key of an entity and its use.
/// - SeeAlso: Metadata §2.4.1.1.
public struct KeyDescriptor: Hashable, Sendable {
    /// The use of a key.
    public enum Use: String, Hashable, Sendable {
        /// Signatures and TLS.
        case signing
        /// Encryption of data for the entity.
        case encryption
    }

    /// The use of the key; nil means both uses.
    public let use: Use?
    /// The keys. A certificate only contains its key: its dates and names are not checked.
    public let keys: [TrustedKey]
    /// The URIs of the encryption methods that the entity supports, in its order.
    @Exact public private(set) var encryptionMethods: [String]

    /// Creates a key descriptor.
    public init(use: Use?, keys: [TrustedKey], encryptionMethods: [String] = []) {
        self.use = use
        self.keys = keys
        self.encryptionMethods = encryptionMethods
    }

    /// Whether the key may verify signatures.
    public var isForSigning: Bool { use != .encryption }

    /// Whether the key may encrypt.
    public var isForEncryption: Bool { use != .signing }
}
