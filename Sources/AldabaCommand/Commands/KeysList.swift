import ArgumentParser
import Foundation
import Octets
import SAML
import XMLSecurity

extension Keys {
    /// `aldaba keys list`: lists the keys and the validity of their certificates.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys of the installation and the validity of their certificates.",
            discussion: """
                Lists the key that signs Responses and metadata. The fingerprint is the SHA-256 of the certificate, as \
                services and openssl show it. No secret is shown.
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

/// A key in the output of `keys list`.
struct ListedKey: Encodable {
    let use: String
    /// `rsa` or `ec`.
    let kind: String
    /// The size of the RSA modulus or of the curve's field.
    let bits: Int
    /// The SHA-256 of the certificate in uppercase hexadecimal pairs with colons, the format of openssl.
    let fingerprint: String
    let validFrom: Date
    let validUntil: Date
    /// The number of whole days until the certificate expires, rounded down. Negative after that.
    let daysLeft: Int
    /// The path of the certificate.
    let file: String

    /// - Throws: `Failure` when the file contains no certificate.
    init(_ key: SigningKey, certificateFile: String, at now: Date) throws {
        guard let dates = CertificateDates.of(file: certificateFile).first else {
            throw Failure("\(certificateFile) contains no certificate: name a PEM file in keys.signing-certificate")
        }
        use = "signing"
        switch key.kind {
        case .rsa(let size): (kind, bits) = ("rsa", size)
        case .ellipticCurve(let size): (kind, bits) = ("ec", size)
        }
        fingerprint = Hexadecimal.uppercase(
            try DigestAlgorithm.sha256.digest(of: key.certificateDER), separator: ":")
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
