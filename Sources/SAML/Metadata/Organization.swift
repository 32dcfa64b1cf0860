/// Who answers for an entity.
/// - SeeAlso: Metadata §2.3.2.1.
public struct Organization: Hashable, Sendable, Codable {
    /// Names, one a language.
    public let names: [LocalizedText]
    /// Names for people, one a language.
    public let displayNames: [LocalizedText]
    /// Addresses with more about it, one a language.
    public let urls: [LocalizedText]

    /// Names an organization.
    public init(names: [LocalizedText], displayNames: [LocalizedText], urls: [LocalizedText]) {
        self.names = names
        self.displayNames = displayNames
        self.urls = urls
    }
}
