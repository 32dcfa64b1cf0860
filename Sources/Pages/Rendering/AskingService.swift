/// The service that asks who the citizen is, as its metadata presents it.
package struct AskingService: Sendable {
    /// Its name, in the reader's language where the metadata has it.
    package let name: String
    /// An https address or a data: image, nothing else: any other is dropped.
    package let logo: String?

    package init(name: String, logo: String? = nil) {
        self.name = name
        self.logo = logo.flatMap { Self.isShowable($0) ? $0 : nil }
    }

    private static func isShowable(_ logo: String) -> Bool {
        let start = logo.prefix(32).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("data:image/")
    }
}
