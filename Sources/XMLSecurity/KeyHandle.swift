import CXMLSec
import XML

/// Owns an OpenSSL key, public or private, of a supported kind.
final class KeyHandle: Sendable {
    let kind: KeyKind

    // Nothing changes an EVP_PKEY after it is made. OpenSSL counts its references atomically and protects the data that
    // it caches in it (blinding, provider-side copies) with its own locks.
    nonisolated(unsafe) private let pointer: OpaquePointer

    /// Takes ownership of the key, and frees it also on error.
    init(adopting pointer: OpaquePointer) throws(KeyError) {
        var bits: Int32 = 0
        let kind: KeyKind
        switch Int(aldaba_key_kind(pointer, &bits)) {
        case Int(ALDABA_KEY_RSA) where bits >= 2048: kind = .rsa(bits: Int(bits))
        case Int(ALDABA_KEY_EC): kind = .ellipticCurve(bits: Int(bits))
        case Int(ALDABA_KEY_RSA):
            aldaba_key_free(pointer)
            throw .tooShort(bits: Int(bits))
        default:
            aldaba_key_free(pointer)
            throw .kindNotOffered
        }
        self.kind = kind
        self.pointer = pointer
    }

    deinit {
        aldaba_key_free(pointer)
    }

    /// Passes the key (`EVP_PKEY *`) to `body`. The pointer is valid only during the call.
    func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        body(pointer)
    }

    /// Returns whether both keys have the same public key.
    func matches(_ other: KeyHandle) -> Bool {
        aldaba_keys_match(pointer, other.pointer) == 1
    }
}

extension Array where Element == UInt8 {
    /// Copies the octets that a C function returned and frees them; nil when there are none.
    init?(taking buffer: aldaba_buffer) {
        guard let bytes = buffer.bytes else { return nil }
        self.init(UnsafeBufferPointer(start: bytes, count: buffer.count))
        aldaba_buffer_free(buffer)
    }
}
