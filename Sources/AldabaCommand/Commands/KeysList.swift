import ArgumentParser
import Foundation
import SAML
import XMLSecurity

extension Keys {
    /// `aldaba keys list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the installation's keys, and until when their certificates hold.",
            discussion: """
                Of the key that signs Responses and metadata. The fingerprint is that of the certificate's octets, by \
                which services and openssl know it. What is secret is not shown.
                """)
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let installation = Installation(try options.read())
            let key = try ListedKey(
                installation.signingKey(), certificateFile: installation.configuration.signingCertificateFile,
                at: Date())
            if json { return try CommandOutput.json([key]) }
            CommandOutput.table(key.rows)
        }
    }
}

/// A key as operators see it.
struct ListedKey: Encodable {
    let use: String
    /// `rsa` or `ec`.
    let kind: String
    /// The modulus of RSA, or the field of the curve.
    let bits: Int
    /// SHA-256 of the certificate, upper-case hexadecimal pairs with colons, as openssl writes it.
    let fingerprint: String
    let validFrom: Date
    let validUntil: Date
    /// Whole days until the end, rounded down; negative after it.
    let daysLeft: Int
    /// The certificate's file.
    let file: String

    /// - Throws: `Failure` when the file holds no certificate.
    init(_ key: SigningKey, certificateFile: String, at now: Date) throws {
        guard let dates = CertificateDates.of(file: certificateFile).first else {
            throw Failure("\(certificateFile) holds no certificate: name the one in PEM in keys.signing-certificate")
        }
        use = "signing"
        switch key.kind {
        case .rsa(let size): (kind, bits) = ("rsa", size)
        case .ellipticCurve(let size): (kind, bits) = ("ec", size)
        }
        fingerprint = try DigestAlgorithm.sha256.digest(of: key.certificateDER).map { octet in
            let digits = String(octet, radix: 16, uppercase: true)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined(separator: ":")
        validFrom = dates.notBefore
        validUntil = dates.notAfter
        daysLeft = Int((dates.notAfter.timeIntervalSince(now) / 86_400).rounded(.down))
        file = certificateFile
    }

    var rows: [[String]] {
        [
            ["use", use], ["kind", "\(kind) \(bits)"], ["sha256", fingerprint],
            ["valid from", SAMLInstant.format(validFrom)], ["valid until", SAMLInstant.format(validUntil)],
            ["days left", String(daysLeft)], ["certificate", file],
        ]
    }
}
