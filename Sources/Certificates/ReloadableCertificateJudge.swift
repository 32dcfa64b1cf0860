import Synchronization

/// The current judge of certificates. Revocation lists are replaced while the program runs.
package final class ReloadableCertificateJudge: Sendable {
    private let held: Mutex<CertificateJudge>

    package init(_ judge: CertificateJudge) {
        held = Mutex(judge)
    }

    /// The current judge. A caller may continue to use it after a replacement.
    package var judge: CertificateJudge { held.withLock { $0 } }

    /// Replaces the judge for all later calls.
    package func replace(with judge: CertificateJudge) {
        held.withLock { $0 = judge }
    }
}
