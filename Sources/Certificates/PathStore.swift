import CXMLSec

/// Owns the anchors, intermediates and revocation lists with which paths are verified.
final class PathStore: Sendable {
    // Filled in init and only read afterwards. OpenSSL locks its look-ups, and each verification has its own context.
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
        // The only property is set, so deinit runs and frees the store.
        guard isComplete else { throw .libraryFailure }
    }

    deinit { aldaba_path_store_free(pointer) }

    /// OpenSSL's strictest flags for RFC 5280, with the policy constraints of the path and a revocation check of every
    /// certificate of the path. 112 bits of security: RSA of at least 2048 bits, no SHA-1.
    private static let flags =
        UInt(X509_V_FLAG_X509_STRICT) | UInt(X509_V_FLAG_POLICY_CHECK) | UInt(X509_V_FLAG_CRL_CHECK)
        | UInt(X509_V_FLAG_CRL_CHECK_ALL)
    private static let securityLevel: CInt = 2

    /// - Parameter time: seconds since 1970.
    /// - Returns: nil when the path is valid, otherwise the failure.
    func failure(of certificate: X509Certificate, at time: Int64) -> PathFailure? {
        var outcome = aldaba_path_outcome()
        let ran = aldaba_path_verify(pointer, certificate.pointer, time, Self.flags, Self.securityLevel, &outcome)
        defer { outcome.certificate.map { aldaba_octets_free($0) } }
        if ran != 0, outcome.code == X509_V_OK { return nil }
        let failingCertificate = outcome.certificate.flatMap { octets in
            X509Certificate(der: Array(UnsafeBufferPointer(start: octets, count: outcome.certificate_length)))
        }
        return PathFailure(
            code: ran != 0 ? outcome.code : X509_V_ERR_UNSPECIFIED,
            depth: Int(outcome.depth),
            failingCertificate: failingCertificate,
            listThisUpdate: outcome.list_this_update,
            listNextUpdate: outcome.list_next_update,
            revokedAt: outcome.revoked_at,
            revocationReason: Int(outcome.revocation_reason),
            message: String(cString: aldaba_path_message(outcome.code)))
    }
}

/// The reason why a path is invalid, as OpenSSL reports it.
struct PathFailure {
    /// `X509_V_ERR_…`
    let code: CInt
    /// 0 for the citizen's certificate, 1 for its issuer, and so on.
    let depth: Int
    /// The certificate concerned.
    let failingCertificate: X509Certificate?
    /// Seconds since 1970; 0 when no list is concerned.
    let listThisUpdate: Int64
    let listNextUpdate: Int64
    let revokedAt: Int64
    /// The reason code of RFC 5280 §5.3.1; -1 when the list has none.
    let revocationReason: Int
    let message: String
}
