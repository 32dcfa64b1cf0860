import Foundation
import TestAgents
import Testing

@testable import XMLSecurity

@Suite struct OctetSignatureTests {
    private let octets = Array("SAMLRequest=a&RelayState=b&SigAlg=c".utf8)

    @Test(arguments: SignatureAlgorithm.allCases) func `verifies the signed octets and no others`(
        _ algorithm: SignatureAlgorithm
    ) throws {
        let isRSA = [.rsaSHA256, .rsaSHA384, .rsaSHA512].contains(algorithm)
        let key = try (isRSA ? TestKey.rsa : TestKey.p256).get()
        let signing = try SigningKey(
            privateKeyPEM: key.privateKeyPEM, certificatePEM: key.certificatePEM, algorithm: algorithm)
        let signature = try signing.signature(over: octets)
        let others = try [TestKey.foreign.get().trusted, TestKey.p256.get().trusted].filter { $0 != key.trusted }
        func verify(_ signature: [UInt8], _ octets: [UInt8], _ keys: [TrustedKey]) -> TrustedKey? {
            OctetSignature.verify(signature, over: octets, algorithm: algorithm, trusting: keys)
        }
        #expect(verify(signature, octets, others + [key.trusted]) == key.trusted)
        #expect(verify(signature, octets, others) == nil)
        #expect(verify(signature, octets, []) == nil)
        #expect(verify(signature, octets + [0], [key.trusted]) == nil)
        #expect(verify(Array(signature.dropLast()), octets, [key.trusted]) == nil)
        #expect(verify(signature + [0], octets, [key.trusted]) == nil)
        #expect(verify([], octets, [key.trusted]) == nil)
        for index in [0, signature.count / 2, signature.count - 1] {
            var changed = signature
            changed[index] ^= 1
            #expect(verify(changed, octets, [key.trusted]) == nil)
        }
        for other in SignatureAlgorithm.allCases where other != algorithm {
            #expect(OctetSignature.verify(signature, over: octets, algorithm: other, trusting: [key.trusted]) == nil)
        }
    }

    @Test(arguments: ["P-256", "P-384", "P-521"]) func `writes r and s in full and reads DER too`(_ curve: String)
        async throws
    {
        let made = try await OpenSSLKey.on(curve)
        let key = try made.signing
        let trusted = try TrustedKey(certificateDER: key.certificateDER)
        let length = ["P-256": 64, "P-384": 96, "P-521": 132][curve]
        for _ in 0..<40 {
            let signature = try key.signature(over: octets)
            #expect(signature.count == length)
            #expect(
                OctetSignature.verify(signature, over: octets, algorithm: .ecdsaSHA256, trusting: [trusted]) == trusted)
        }
        let directory = try TemporaryDirectory("der")
        let (keyPath, dataPath) = (
            try directory.write(made.privateKeyPEM, to: "key.pem"),
            try directory.write(String(decoding: octets, as: UTF8.self), to: "data")
        )
        let path = directory.path("signature")
        try await Command.require("openssl", ["dgst", "-sha256", "-sign", keyPath, "-out", path, dataPath])
        let der = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(der.first == 0x30)
        #expect(OctetSignature.verify(der, over: octets, algorithm: .ecdsaSHA256, trusting: [trusted]) == trusted)
        #expect(OctetSignature.verify(der + [0], over: octets, algorithm: .ecdsaSHA256, trusting: [trusted]) == nil)
        let zero = [UInt8](repeating: 0, count: length ?? 0)
        #expect(OctetSignature.verify(zero, over: octets, algorithm: .ecdsaSHA256, trusting: [trusted]) == nil)
    }

    @Test func `openssl accepts Aldaba's signatures`() async throws {
        let key = try TestKey.rsa.get()
        let directory = try TemporaryDirectory("rsa")
        let certificate = try directory.write(key.certificatePEM, to: "certificate.pem")
        let publicKey = try directory.write(
            try await Command.require("openssl", ["x509", "-in", certificate, "-noout", "-pubkey"]), to: "public.pem")
        let data = try directory.write(String(decoding: octets, as: UTF8.self), to: "data")
        try Data(try key.signing.signature(over: octets)).write(to: URL(fileURLWithPath: directory.path("signature")))
        let output = try await Command.require(
            "openssl", ["dgst", "-sha256", "-verify", publicKey, "-signature", directory.path("signature"), data])
        #expect(output.contains("Verified OK"))
    }

    @Test func `signs on many threads at once, with one key`() async throws {
        let octets = octets
        for key in [try TestKey.rsa.get(), try TestKey.p256.get()] {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        let signature = try key.signing.signature(over: octets)
                        return OctetSignature.verify(
                            signature, over: octets, algorithm: key.signing.algorithm, trusting: [key.trusted]) != nil
                    }
                }
                for try await holds in group { #expect(holds) }
            }
        }
    }
}
