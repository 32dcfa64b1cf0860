/// The authorities and certificates of `examples/development-ca`, made once for all tests of a process.
package final class DevelopmentAuthorities: Sendable {
    package static let password = "aldaba"
    private let directory: TemporaryDirectory
    private static let making = Task { try await DevelopmentAuthorities() }

    package static var shared: DevelopmentAuthorities {
        get async throws { try await making.value }
    }

    private init() async throws {
        directory = try TemporaryDirectory("authorities")
        try await Command.require(Repository.path + "/examples/development-ca/make-development-ca", [directory.path])
    }

    package var path: String { directory.path }

    /// The authority of the servers: what a browser must trust.
    package var serverAuthority: String { directory.path("server-ca.pem") }

    /// A citizen's certificate for a browser: 12345678Z has one in software, 87654321X one on a card.
    package func pkcs12(of document: String) -> BrowserOptions.ClientCertificate {
        .init(pkcs12Path: directory.path("citizen-\(document).p12"), password: Self.password)
    }

    /// The same for `HTTPAgent`.
    package func identity(of document: String) -> TLSIdentity {
        TLSIdentity(
            certificatePath: directory.path("citizen-\(document).pem"),
            keyPath: directory.path("citizen-\(document).key"))
    }
}
