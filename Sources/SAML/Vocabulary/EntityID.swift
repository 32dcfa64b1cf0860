/// The identifier of a system entity: an absolute URI of at most 1,024 characters.
///
/// Compared as an exact string: case and a trailing slash matter.
/// - SeeAlso: Core §8.3.6; Metadata §2.2.1.
public struct EntityID: ExactText {
    /// The text as in the message, compared octet by octet.
    public let rawValue: String

    /// Creates an entityID.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The maximum length of an entityID in characters (Metadata §2.2.1, type `entityIDType`).
    public static let maximumCharacters = 1_024
}

extension EntityID: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}
