import CXMLSec

/// Owns the anchors, intermediates and revocation lists against which paths are verified.
final class PathStore: Sendable {
    // Filled in init, only read afterwards; OpenSSL locks its look-ups, each verification has a context of its own.
    nonisolated(unsafe) private let pointer: OpaquePointer

    init(
        anchors: [X509Certificate], intermediates: [X509Certificate], revocationLists: [X509RevocationList]
    ) throws(CertificateTrustError) {
        guard let store = aldaba_path_store_create() else { throw .libraryFailure }
        pointer = store
        let isComplete =
            anchors.allSatisfy { aldaba_path_store_add_anchor(store, $0.pointer) != 0 }
            && intermediates.allSatisfy { aldaba_path_store_add_intermediate(store, $0.pointer) != 0 }
            && revocationLists.allSatisfy { aldaba_path_store_add_revocation_list(store, $0.pointer) != 0 }
        // With the one property set, deinit runs and frees the store.
        guard isComplete else { throw .libraryFailure }
    }

    deinit { aldaba_path_store_free(pointer) }

    /// RFC 5280 as strictly as OpenSSL can; policies as the path constrains them; every certificate of the path looked
    /// up in a revocation list. 112 bits of security: RSA from 2048 bits, no SHA-1.
    private static let flags =
        UInt(X509_V_FLAG_X509_STRICT) | UInt(X509_V_FLAG_POLICY_CHECK) | UInt(X509_V_FLAG_CRL_CHECK)
        | UInt(X509_V_FLAG_CRL_CHECK_ALL)
    private static let securityLevel: CInt = 2

    /// - Parameter time: seconds since 1970.
    /// - Returns: nil when the path holds, else what failed.
    func failure(of certificate: X509Certificate, at time: Int64) -> PathFailure? {
        var outcome = aldaba_path_outcome()
        let ran = aldaba_path_verify(pointer, certificate.pointer, time, Self.flags, Self.securityLevel, &outcome)
        defer { outcome.certificate.map { aldaba_octets_free($0) } }
        if ran != 0, outcome.code == X509_V_OK { return nil }
        let culprit = outcome.certificate.flatMap { octets in
            X509Certificate(der: Array(UnsafeBufferPointer(start: octets, count: outcome.certificate_length)))
        }
        return PathFailure(
            code: ran != 0 ? outcome.code : X509_V_ERR_UNSPECIFIED,
            depth: Int(outcome.depth),
            culprit: culprit,
            listThisUpdate: outcome.list_this_update,
            listNextUpdate: outcome.list_next_update,
            revokedAt: outcome.revoked_at,
            revocationReason: Int(outcome.revocation_reason),
            message: String(cString: aldaba_path_message(outcome.code)))
    }
}

/// Why a path does not hold, in OpenSSL's terms.
struct PathFailure {
    /// `X509_V_ERR_…`
    let code: CInt
    /// 0 for the citizen's certificate, 1 for its issuer, and so on.
    let depth: Int
    /// The certificate concerned.
    let culprit: X509Certificate?
    /// Seconds since 1970; 0 without a list.
    let listThisUpdate: Int64
    let listNextUpdate: Int64
    let revokedAt: Int64
    /// RFC 5280 §5.3.1, -1 when the list gives none.
    let revocationReason: Int
    let message: String
}
