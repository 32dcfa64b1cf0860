/// The name, the logo and the address of a service, from its metadata.
package struct ServiceDescription: Sendable {
    /// Its name, in the citizen's language if the metadata has it.
    package let name: String
    /// An https address or a data: image. Any other address is dropped.
    package let logo: String?
    /// The http or https address of the service for citizens. Any other address is dropped.
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
