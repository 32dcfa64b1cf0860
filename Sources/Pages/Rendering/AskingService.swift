/// The service that asks who the citizen is, as its metadata presents it.
package struct AskingService: Sendable {
    /// Its name, in the reader's language where the metadata has it.
    package let name: String
    /// An https address or a data: image, nothing else: any other is dropped.
    package let logo: String?
    /// Where people find the service, over http or https: any other address is dropped.
    package let home: String?

    package init(name: String, logo: String? = nil, home: String? = nil) {
        self.name = name
        self.home = home.flatMap { Self.isReachable($0) ? $0 : nil }
        self.logo = logo.flatMap { Self.isShowable($0) ? $0 : nil }
    }

    private static func isReachable(_ address: String) -> Bool {
        let start = address.prefix(8).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://")
    }

    private static func isShowable(_ logo: String) -> Bool {
        let start = logo.prefix(32).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("data:image/")
    }
}
