import CXMLSec
import TestFederation

/// A key in libcrypto with all preparation done: the minimum cost of a signature on this machine, for comparison.
///
/// Signs a digest of 32 octets. The context is created once and reused.
final class RawKey {
    private let key: OpaquePointer
    private let signing: OpaquePointer
    private let verifying: OpaquePointer
    private let digest = [UInt8](repeating: 0x5A, count: 32)
    private var signature = [UInt8](repeating: 0, count: 512)
    private var signatureLength = 0

    struct Failure: Error {}

    init(_ test: TestKey) throws {
        guard let key = aldaba_key_of_private_pem(test.privateKeyPEM, test.privateKeyPEM.utf8.count) else {
            throw Failure()
        }
        guard let signing = EVP_PKEY_CTX_new_from_pkey(nil, key, nil), EVP_PKEY_sign_init(signing) > 0,
            EVP_PKEY_CTX_set_signature_md(signing, EVP_sha256()) > 0,
            let verifying = EVP_PKEY_CTX_new_from_pkey(nil, key, nil), EVP_PKEY_verify_init(verifying) > 0,
            EVP_PKEY_CTX_set_signature_md(verifying, EVP_sha256()) > 0
        else { throw Failure() }
        self.key = key
        self.signing = signing
        self.verifying = verifying
        try sign()
    }

    deinit {
        EVP_PKEY_CTX_free(signing)
        EVP_PKEY_CTX_free(verifying)
        aldaba_key_free(key)
    }

    /// Performs one private-key operation: PKCS#1 v1.5, or ECDSA in DER.
    func sign() throws {
        var length = signature.count
        guard EVP_PKEY_sign(signing, &signature, &length, digest, digest.count) > 0 else { throw Failure() }
        signatureLength = length
    }

    /// Performs one public-key operation with the last signature.
    func verify() throws {
        guard EVP_PKEY_verify(verifying, signature, signatureLength, digest, digest.count) == 1 else {
            throw Failure()
        }
    }
}
