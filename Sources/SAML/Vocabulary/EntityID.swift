/// The name of a system entity: an absolute URI of at most 1,024 characters.
///
/// Compared as an exact string: no case folding, no trailing slash forgiven.
/// - SeeAlso: Core §8.3.6; Metadata §2.2.1.
public struct EntityID: ExactText {
    /// The text as it stands in a message, compared octet for octet.
    public let rawValue: String

    /// Names one by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The most characters that an entityID may have (Metadata §2.2.1, type `entityIDType`).
    public static let maximumCharacters = 1_024
}

extension EntityID: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}
