/// The authorities and certificates of `examples/development-ca`, created once for all tests of a process.
package final class DevelopmentAuthorities: Sendable {
    package static let password = "aldaba"
    private let directory: TemporaryDirectory
    private static let making = Task { try await DevelopmentAuthorities() }

    package static var shared: DevelopmentAuthorities {
        get async throws { try await making.value }
    }

    /// Creates other authorities with the same names.
    package init() async throws {
        directory = try TemporaryDirectory("authorities")
        try await Command.require(Self.script, [directory.path])
    }

    private static let script = Repository.path + "/examples/development-ca/make-development-ca"

    package var path: String { directory.path }

    /// The authority of the servers, to trust in a browser.
    package var serverAuthority: String { directory.path("server-ca.pem") }

    /// Returns a citizen's certificate for a browser: 12345678Z has a software certificate, 87654321X one on a card.
    package func pkcs12(of document: String) -> BrowserOptions.ClientCertificate {
        .init(pkcs12Path: directory.path("citizen-\(document).p12"), password: Self.password)
    }

    /// Returns a citizen's certificate for `HTTPAgent`.
    package func identity(of document: String) -> TLSIdentity {
        TLSIdentity(
            certificatePath: directory.path("citizen-\(document).pem"),
            keyPath: directory.path("citizen-\(document).key"))
    }

    /// Issues a software certificate for another citizen and revokes it, for a broker that starts later.
    package func revokedCertificate(of document: String) async throws -> BrowserOptions.ClientCertificate {
        let name = "citizen-\(document)"
        let environment = [
            "OPENSSL_CONF": Repository.path + "/examples/development-ca/development-ca.cnf", "SUBJECT": "subject_fnmt",
            "GIVEN_NAME": "EVA", "FIRST_SURNAME": "PRUEBA", "SECOND_SURNAME": "REVOCADA", "DOCUMENT": document,
            "DATABASE": "intermediate.index",
        ]
        for step in [
            "req -new -x509 -newkey rsa:2048 -nodes -keyout \(name).key -days 30 -extensions fnmt "
                + "-CA intermediate.pem -CAkey intermediate.key -out \(name).pem",
            "pkcs12 -export -in \(name).pem -inkey \(name).key -passout pass:\(Self.password) -out \(name).p12",
            "ca -cert intermediate.pem -keyfile intermediate.key -revoke \(name).pem -crl_reason keyCompromise",
        ] {
            try await Command.require(
                "openssl", step.split(separator: " ").map(String.init), environment: environment,
                currentDirectory: directory.path)
        }
        try await Command.require(Self.script, [directory.path])
        return pkcs12(of: document)
    }
}
