import Foundation
package import XMLSecurity

/// A key pair with its certificate, as PEM for other programs and parsed for Aldaba.
package struct TestKey: Sendable {
    package let privateKeyPEM: String
    package let certificatePEM: String
    package let signing: SigningKey
    package let trusted: TrustedKey

    /// Generates a key. Its certificate is valid around the year 2026.
    package init(_ kind: SigningKey.Generation, commonName: String) throws {
        let validFrom = Date(timeIntervalSince1970: 1_735_689_600)
        (privateKeyPEM, certificatePEM) = try SigningKey.generate(
            kind, commonName: commonName, validFrom: validFrom, days: 7_300)
        signing = try SigningKey(privateKeyPEM: privateKeyPEM, certificatePEM: certificatePEM)
        trusted = try TrustedKey(certificateDER: signing.certificateDER)
    }

    /// The keys of the test federation, generated once for each process. No test can run without them.
    package static let serviceProvider = made(.rsa(bits: 2048), "service provider")
    package static let identityProvider = made(.rsa(bits: 2048), "identity provider")
    package static let longIdentityProvider = made(.rsa(bits: 3072), "identity provider")
    package static let attacker = made(.rsa(bits: 2048), "attacker")
    package static let ellipticCurve = made(.p256, "elliptic curve")

    private static func made(_ kind: SigningKey.Generation, _ name: String) -> TestKey {
        do {
            return try TestKey(kind, commonName: name)
        } catch {
            fatalError("no test key: \(error)")
        }
    }
}
