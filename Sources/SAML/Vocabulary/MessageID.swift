/// The name of one message or assertion: an XML NCName, unique for its issuer.
///
/// Peers' IDs are echoed unchanged; our own are an underscore and 40 hexadecimal digits.
/// - SeeAlso: Core §1.3.4.
public struct MessageID: ExactText {
    /// The text as it stands in a message, compared octet for octet.
    public let rawValue: String

    /// Names one by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The octets of the longest that is read: it is stored to recognise a message that comes again. SAML sets no limit;
    /// the longest that software makes have about 70 characters, and 256 of any script must be kept whole (IIP-G02).
    public static let maximumBytes = 1_024

    /// How many random octets make an ID: 160 bits, what Core §1.3.4 recommends.
    public static let randomBytes = 20

    /// A new ID from random octets.
    /// - Parameter random: at least 16 octets from a cryptographic generator; normally ``randomBytes``.
    public init(random: [UInt8]) {
        precondition(random.count >= 16, "Core §1.3.4 requires at least 128 random bits")
        rawValue = "_" + Hexadecimal.lowercase(random)
    }
}

extension MessageID: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}
