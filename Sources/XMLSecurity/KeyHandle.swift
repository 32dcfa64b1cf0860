import CXMLSec
import XML

/// Owns an OpenSSL key, public or private, of a kind that is offered.
final class KeyHandle: Sendable {
    let kind: KeyKind

    // An EVP_PKEY is not changed after it was made; OpenSSL counts its references atomically and guards what it caches in
    // it (blinding, provider-side copies) with locks of its own.
    nonisolated(unsafe) private let pointer: OpaquePointer

    /// Takes the key over, and frees it even when it refuses it.
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

    /// Lends the key (`EVP_PKEY *`) for the time of the call.
    func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        body(pointer)
    }

    /// Whether both have the same public half.
    func matches(_ other: KeyHandle) -> Bool {
        aldaba_keys_match(pointer, other.pointer) == 1
    }
}

extension Array where Element == UInt8 {
    /// Copies what a C function returned, and frees it; nil when there is nothing.
    init?(taking buffer: aldaba_buffer) {
        guard let bytes = buffer.bytes else { return nil }
        self.init(UnsafeBufferPointer(start: bytes, count: buffer.count))
        aldaba_buffer_free(buffer)
    }
}
