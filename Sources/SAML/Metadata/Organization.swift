/// The organization that operates an entity.
/// - SeeAlso: Metadata §2.3.2.1.
public struct Organization: Hashable, Sendable, Codable {
    /// The legal names, one for each language.
    public let names: [LocalizedText]
    /// The display names, one for each language.
    public let displayNames: [LocalizedText]
    /// The URLs of pages with more information, one for each language.
    public let urls: [LocalizedText]

    /// Creates an organization.
    public init(names: [LocalizedText], displayNames: [LocalizedText], urls: [LocalizedText]) {
        self.names = names
        self.displayNames = displayNames
        self.urls = urls
    }
}
