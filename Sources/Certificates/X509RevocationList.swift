import CXMLSec

/// Owns an OpenSSL certificate revocation list and reads it.
final class X509RevocationList: Sendable {
    // As in X509Certificate: set once, freed in deinit, reference-counted and locked by OpenSSL.
    nonisolated(unsafe) let pointer: OpaquePointer

    init?(der: [UInt8]) {
        guard let parsed = aldaba_revocation_list_parse(der, der.count) else { return nil }
        pointer = parsed
    }

    deinit { aldaba_revocation_list_free(pointer) }

    var issuer: DistinguishedName? { Entries(aldaba_revocation_list_issuer(pointer))?.distinguishedName }

    /// Seconds since 1970; `nextUpdate` is nil when the list has none.
    var times: (thisUpdate: Int64, nextUpdate: Int64?)? {
        var thisUpdate: Int64 = 0
        var nextUpdate: Int64 = 0
        guard aldaba_revocation_list_times(pointer, &thisUpdate, &nextUpdate) != 0 else { return nil }
        return (thisUpdate, nextUpdate == Int64.max ? nil : nextUpdate)
    }

    /// The strength of the signature's digest in bits: 128 for SHA-256, 80 for SHA-1, -1 when unknown.
    var signatureBits: Int { Int(aldaba_revocation_list_signature_bits(pointer)) }
}
