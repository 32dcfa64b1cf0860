import Foundation
import TestAgents
import Testing

/// The Response in the form of the last page, verified with third-party software.
struct AnswerDocument {
    let octets: Data

    init(_ answer: HTTPResponse) throws {
        let form = try answer.page.form(with: "SAMLResponse")
        octets = try #require(form["SAMLResponse"].flatMap { Data(base64Encoded: $0) })
    }

    /// The values of its status codes, outermost first.
    var statusCodes: [String] {
        String(decoding: octets, as: UTF8.self).matches(of: /StatusCode Value="([^"]*)"/).map { String($0.output.1) }
    }

    /// Expects that `xmlsec1` verifies a signature of the whole Response with the broker's key.
    func expectSignature(of broker: RunningBroker) async throws {
        let directory = try TemporaryDirectory("answer")
        let file = directory.path("response.xml")
        try octets.write(to: URL(fileURLWithPath: file))
        let judged = try await Command.run(
            "xmlsec1",
            [
                "--verify", "--enabled-reference-uris", "same-doc",
                "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:Response",
                "--pubkey-cert-pem", broker.signingCertificate,
                "--node-xpath", "/*[local-name()='Response']/*[local-name()='Signature']", file,
            ])
        #expect(judged.status == 0, "\(judged.output)")
    }
}
