import Octets

/// The ID of a message or assertion: an XML NCName, unique for its issuer.
///
/// Responses repeat the ID of a request unchanged. Aldaba's own IDs are an underscore and 40 hexadecimal digits.
/// - SeeAlso: Core §1.3.4.
public struct MessageID: ExactText {
    /// The text as in the message, compared octet by octet.
    public let rawValue: String

    /// Creates an ID.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The maximum length of a received ID in octets. IDs are stored to detect replays.
    ///
    /// SAML sets no limit. Existing software creates at most about 70 characters, and 256 characters of any script must
    /// be accepted (IIP-G02).
    public static let maximumBytes = 1_024

    /// The number of random octets of an ID: 160 bits, as Core §1.3.4 recommends.
    public static let randomBytes = 20

    /// Creates an ID from random octets.
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
