/// How an entity shows itself to people. All of it comes from somebody else: escape it wherever it is shown.
/// - SeeAlso: Metadata Extensions for Login and Discovery User Interface §2.1.
public struct UIInfo: Hashable, Sendable, Codable {
    /// A picture.
    public struct Logo: Hashable, Sendable, Codable {
        /// An https address or a `data:image/…` URI; nothing else is read.
        @Exact public private(set) var url: String
        /// Pixels.
        public let width: Int
        /// Pixels.
        public let height: Int
        /// The language of text in the picture, when it has any.
        @Exact public private(set) var language: String?

        /// Names a picture.
        public init(url: String, width: Int, height: Int, language: String? = nil) {
            self.url = url
            self.width = width
            self.height = height
            self.language = language
        }
    }

    /// Names, one a language.
    public let displayNames: [LocalizedText]
    /// Descriptions, one a language.
    public let descriptions: [LocalizedText]
    /// Search words, separated by spaces, one list a language.
    public let keywords: [LocalizedText]
    /// Pictures.
    public let logos: [Logo]
    /// Addresses with more about the entity.
    public let informationURLs: [LocalizedText]
    /// Addresses of privacy statements.
    public let privacyStatementURLs: [LocalizedText]

    /// Describes an entity.
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
