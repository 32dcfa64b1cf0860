import CXMLSec

/// Owns an OpenSSL certificate and reads it. No C type leaves this target.
final class X509Certificate: Sendable {
    // Set once, freed in deinit and never modified. OpenSSL counts references and locks its caches.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// - Returns: nil unless the octets are exactly one certificate in DER.
    init?(der: [UInt8]) {
        guard let parsed = aldaba_certificate_parse(der, der.count) else { return nil }
        pointer = parsed
    }

    deinit { aldaba_certificate_free(pointer) }

    var isMalformed: Bool { aldaba_certificate_is_malformed(pointer) != 0 }

    var isAuthority: Bool { aldaba_certificate_is_authority(pointer) != 0 }

    var isSelfSigned: Bool { aldaba_certificate_is_self_signed(pointer) != 0 }

    /// Seconds since 1970.
    var validity: (notBefore: Int64, notAfter: Int64)? {
        var first: Int64 = 0
        var last: Int64 = 0
        return aldaba_certificate_validity(pointer, &first, &last) != 0 ? (first, last) : nil
    }

    var serial: String? {
        guard let text = aldaba_certificate_serial(pointer) else { return nil }
        defer { aldaba_text_free(text) }
        return String(cString: text)
    }

    var fingerprint: [UInt8]? {
        var digest = [UInt8](repeating: 0, count: 32)
        return aldaba_certificate_fingerprint(pointer, &digest) != 0 ? digest : nil
    }

    /// Nil when the extension is absent.
    var keyUsage: KeyUsage? {
        let bits = aldaba_certificate_key_usage(pointer)
        return bits == UInt32.max ? nil : KeyUsage(rawValue: bits)
    }

    var publicKey: PublicKeyKind? {
        var kind: CInt = 0
        var bits: CInt = 0
        var curve: CInt = 0
        guard aldaba_certificate_key(pointer, &kind, &bits, &curve) != 0 else { return nil }
        return PublicKeyKind(kind: kind, bits: bits, curve: curve)
    }

    var subject: DistinguishedName? { Entries(aldaba_certificate_subject(pointer))?.distinguishedName }

    var issuer: DistinguishedName? { Entries(aldaba_certificate_issuer(pointer))?.distinguishedName }

    var directoryNames: [DistinguishedName]? {
        Entries(aldaba_certificate_directory_names(pointer))?.distinguishedNames
    }

    var policies: [OID]? { Entries(aldaba_certificate_policies(pointer))?.identifiers }

    var extendedKeyUsages: [OID]? { Entries(aldaba_certificate_extended_key_usages(pointer))?.identifiers }

    var unknownCriticalExtensions: [OID]? {
        Entries(aldaba_certificate_unknown_critical_extensions(pointer))?.identifiers
    }

    var qualifiedStatements: QualifiedStatements? {
        guard let entries = Entries(aldaba_certificate_qualified_statements(pointer)) else { return nil }
        let statements = entries.items.map { entry -> (statement: OID, value: OID?) in
            let value = String(validating: entry.value, as: UTF8.self)
            return (entry.identifier, value.flatMap { $0.isEmpty ? nil : OID(rawValue: $0) })
        }
        return QualifiedStatements(statements)
    }
}
