import Foundation
import TestAgents

@testable import XMLSecurity

/// The `xmlsec1` command: an independent implementation that signs test messages and verifies Aldaba's signatures.
struct XMLSec1 {
    private let directory: TemporaryDirectory
    private let names = [
        "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:AuthnRequest",
        "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:Response",
        "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
    ]

    init() throws { directory = try TemporaryDirectory("xmlsec1") }

    /// Signs a template with a private key.
    func sign(_ template: String, privateKeyPEM: String) async throws -> [UInt8] {
        try await sign(template, ["--privkey-pem", try directory.write(privateKeyPEM, to: "key.pem")])
    }

    /// Signs a template with an HMAC key.
    func sign(_ template: String, hmacKey: [UInt8]) async throws -> [UInt8] {
        let path = directory.path("secret")
        try Data(hmacKey).write(to: URL(fileURLWithPath: path))
        return try await sign(template, ["--hmackey", path])
    }

    private func sign(_ template: String, _ key: [String]) async throws -> [UInt8] {
        let input = try directory.write(template, to: "template.xml")
        let output = directory.path("signed.xml")
        try await Command.require("xmlsec1", ["--sign"] + key + names + ["--output", output, input])
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: output)))
    }

    /// Returns whether the command accepts a signature, and its output. `path` selects one of several signatures.
    func verify(
        _ document: [UInt8], certificatePEM: String, nodeXPath: String? = nil
    ) async throws -> (holds: Bool, output: String) {
        let input = directory.path("document.xml")
        try Data(document).write(to: URL(fileURLWithPath: input))
        let certificate = try directory.write(certificatePEM, to: "certificate.pem")
        let node = nodeXPath.map { ["--node-xpath", $0] } ?? []
        let (status, output) = try await Command.run(
            "xmlsec1", ["--verify", "--pubkey-cert-pem", certificate] + names + node + [input])
        return (status == 0, output)
    }
}
