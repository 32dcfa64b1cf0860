package import Certificates
import Synchronization

/// The judge of certificates as it is now: revocation lists are replaced while the program runs.
package final class ReloadableCertificateJudge: Sendable {
    private let held: Mutex<CertificateJudge>

    package init(_ judge: CertificateJudge) {
        held = Mutex(judge)
    }

    /// The one that judges now; whoever holds it goes on with it after a replacement.
    package var judge: CertificateJudge { held.withLock { $0 } }

    /// What is judged from now on is judged by this one.
    package func replace(with judge: CertificateJudge) {
        held.withLock { $0 = judge }
    }
}
