import Foundation
import Octets
import TestAgents
import Testing

@testable import XMLSecurity

@Suite struct KeyTests {
    @Test func `reads a certificate's key, end of validity and fingerprint`() throws {
        let rsa = try TestKey.rsa.get().trusted
        #expect(rsa.kind == .rsa(bits: 2048))
        #expect(rsa.notAfter == Date(timeIntervalSince1970: 1_700_000_000 + 3_650 * 86_400))
        #expect(rsa.fingerprint.count == 64)
        #expect(rsa.fingerprint.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(try TestKey.p256.get().trusted.kind == .ellipticCurve(bits: 256))
        #expect(try TrustedKey(certificateDER: rsa.certificateDER) == rsa)
        #expect(try TestKey.foreign.get().trusted != rsa)
    }

    @Test func `agrees with openssl on the fingerprint`() async throws {
        let key = try TestKey.rsa.get()
        let directory = try TemporaryDirectory("fingerprint")
        let path = try directory.write(key.certificatePEM, to: "certificate.pem")
        let output = try await Command.require("openssl", ["x509", "-in", path, "-noout", "-fingerprint", "-sha256"])
        #expect(output.replacing(":", with: "").lowercased().contains(key.trusted.fingerprint))
    }

    @Test func `refuses data that is not exactly one certificate`() throws {
        let der = try TestKey.rsa.get().signing.certificateDER
        for octets in [
            [], [0x30], Array(der.dropLast()), der + [0], Array(Base64.encode(der)),
            [UInt8](repeating: 0x30, count: 5_000),
        ] {
            #expect(throws: KeyError.malformedCertificate) { try TrustedKey(certificateDER: octets) }
        }
    }

    @Test func `refuses weak keys and kinds that are not offered`() async throws {
        let vectors: [([String], KeyError)] = [
            (["-newkey", "rsa:1024"], .tooShort(bits: 1024)), (["-newkey", "rsa:2047"], .tooShort(bits: 2047)),
            (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], .kindNotOffered),
            (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"], .kindNotOffered),
            (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"], .kindNotOffered),
            (
                ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"],
                .kindNotOffered
            ),
            (["-newkey", "ed25519"], .kindNotOffered), (["-newkey", "rsa-pss"], .kindNotOffered),
        ]
        for (arguments, error) in vectors {
            let made = try await OpenSSLKey.made(arguments)
            #expect(throws: error, "\(arguments)") { try made.signing }
        }
    }

    @Test func `reads a key with its certificate and reports what is wrong`() async throws {
        let (one, other) = (try TestKey.rsa.get(), try TestKey.foreign.get())
        #expect(throws: KeyError.keyAndCertificateDiffer) {
            try SigningKey(privateKeyPEM: one.privateKeyPEM, certificatePEM: other.certificatePEM)
        }
        #expect(throws: KeyError.noPrivateKey) {
            try SigningKey(privateKeyPEM: one.certificatePEM, certificatePEM: one.certificatePEM)
        }
        #expect(throws: KeyError.noPrivateKey) { try SigningKey(privateKeyPEM: "", certificatePEM: one.certificatePEM) }
        #expect(throws: KeyError.noCertificate) {
            try SigningKey(privateKeyPEM: one.privateKeyPEM, certificatePEM: one.privateKeyPEM)
        }
        #expect(throws: KeyError.algorithmDoesNotFit(.ecdsaSHA256)) {
            try SigningKey(
                privateKeyPEM: one.privateKeyPEM, certificatePEM: one.certificatePEM, algorithm: .ecdsaSHA256)
        }
    }

    @Test(arguments: [["-traditional"], []]) func `refuses an encrypted private key at once`(_ form: [String])
        async throws
    {
        let key = try TestKey.rsa.get()
        let directory = try TemporaryDirectory("encrypted")
        let path = try directory.write(key.privateKeyPEM, to: "key.pem")
        let encrypted = try await Command.require(
            "openssl", ["pkey", "-in", path, "-aes128", "-passout", "pass:secret"] + form)
        #expect(throws: KeyError.encryptedPrivateKey) {
            try SigningKey(privateKeyPEM: encrypted, certificatePEM: key.certificatePEM)
        }
        let plain = try await Command.require("openssl", ["pkey", "-in", path] + form)
        #expect(try SigningKey(privateKeyPEM: plain, certificatePEM: key.certificatePEM).kind == .rsa(bits: 2048))
    }

    @Test func `generates keys that openssl accepts`() async throws {
        for key in [try TestKey.rsa.get(), try TestKey.p256.get()] {
            let directory = try TemporaryDirectory("generated")
            let path = try directory.write(key.certificatePEM, to: "certificate.pem")
            let text = try await Command.require("openssl", ["x509", "-in", path, "-noout", "-text"])
            #expect(text.contains("Subject: CN = Aldaba tests"))
            #expect(text.contains("Digital Signature") && text.contains("CA:FALSE"))
            try await Command.require("openssl", ["verify", "-CAfile", path, "-attime", "1700000001", path])
            let keyPath = try directory.write(key.privateKeyPEM, to: "key.pem")
            try await Command.require("openssl", ["pkey", "-in", keyPath, "-check", "-noout"])
        }
    }

    @Test func `does not generate weak keys`() {
        #expect(throws: KeyError.tooShort(bits: 1024)) {
            try SigningKey.generate(
                .rsa(bits: 1024), commonName: "x", validFrom: Date(timeIntervalSince1970: 0), days: 1)
        }
        #expect(throws: KeyError.cannotGenerate) {
            try SigningKey.generate(.p256, commonName: "", validFrom: Date(timeIntervalSince1970: 0), days: 1)
        }
    }
}
