/// The names, logos and texts that an entity shows to people. They are untrusted: escape them wherever they are shown.
/// - SeeAlso: Metadata Extensions for Login and Discovery User Interface §2.1.
public struct UIInfo: Hashable, Sendable, Codable {
    /// A logo.
    public struct Logo: Hashable, Sendable, Codable {
        /// An https URL or a `data:image/…` URI. Other schemes are not read.
        @Exact public private(set) var url: String
        /// The width in pixels.
        public let width: Int
        /// The height in pixels.
        public let height: Int
        /// The language of text in the logo, if any.
        @Exact public private(set) var language: String?

        /// Creates a logo.
        public init(url: String, width: Int, height: Int, language: String? = nil) {
            self.url = url
            self.width = width
            self.height = height
            self.language = language
        }
    }

    /// The display names, one for each language.
    public let displayNames: [LocalizedText]
    /// The descriptions, one for each language.
    public let descriptions: [LocalizedText]
    /// The keywords, separated by spaces, one list for each language.
    public let keywords: [LocalizedText]
    /// The logos.
    public let logos: [Logo]
    /// The URLs of pages about the entity.
    public let informationURLs: [LocalizedText]
    /// The URLs of privacy statements.
    public let privacyStatementURLs: [LocalizedText]

    /// Creates the data.
    public init(
        displayNames: [LocalizedText], descriptions: [LocalizedText] = [], keywords: [LocalizedText] = [],
        logos: [Logo] = [], informationURLs: [LocalizedText] = [], privacyStatementURLs: [LocalizedText] = []
    ) {
        self.displayNames = displayNames
        self.descriptions = descriptions
        self.keywords = keywords
        self.logos = logos
        self.informationURLs = informationURLs
        self.privacyStatementURLs = privacyStatementURLs
    }
}
