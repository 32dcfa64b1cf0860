public import XMLSecurity

/// A key of an entity and what it serves for.
/// - SeeAlso: Metadata §2.4.1.1.
public struct KeyDescriptor: Hashable, Sendable {
    /// What a key serves for.
    public enum Use: String, Hashable, Sendable {
        /// Signatures, and TLS.
        case signing
        /// Encryption towards the entity.
        case encryption
    }

    /// What it serves for; nil means both.
    public let use: Use?
    /// The keys. Their certificates are a wrapping and nothing else: neither dates nor names are judged.
    public let keys: [TrustedKey]
    /// The URIs of the encryption methods that the entity says it reads, in its order.
    @Exact public private(set) var encryptionMethods: [String]

    /// Describes a key.
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
