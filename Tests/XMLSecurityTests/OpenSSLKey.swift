import Foundation
import TestAgents

@testable import XMLSecurity

/// A key that OpenSSL's command made, of a kind that Aldaba itself does not generate.
struct OpenSSLKey: Sendable {
    let privateKeyPEM: String
    let certificatePEM: String

    /// On the curve of that name.
    static func on(_ curve: String) async throws -> OpenSSLKey {
        try await made(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:\(curve)"])
    }

    /// A self-signed certificate by `openssl req`.
    static func made(_ arguments: [String]) async throws -> OpenSSLKey {
        let directory = try TemporaryDirectory("openssl")
        let (key, certificate) = (directory.path("key.pem"), directory.path("certificate.pem"))
        try await Command.require(
            "openssl",
            ["req", "-x509"] + arguments + ["-nodes", "-subj", "/CN=test", "-keyout", key, "-out", certificate])
        return OpenSSLKey(
            privateKeyPEM: try String(contentsOfFile: key, encoding: .utf8),
            certificatePEM: try String(contentsOfFile: certificate, encoding: .utf8))
    }

    /// Read by Aldaba.
    var signing: SigningKey {
        get throws(KeyError) { try SigningKey(privateKeyPEM: privateKeyPEM, certificatePEM: certificatePEM) }
    }
}
