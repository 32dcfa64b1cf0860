import Broker
import Certificates
import Logging

/// Reloads revocation lists when their files change, so that a renewed list is used without a restart.
///
/// When a list cannot be read, the loaded lists stay in use until they expire. After that, the certificates of their
/// authorities are refused.
struct RevocationWatch: Sendable {
    private let files: [String]
    private let judge: ReloadableCertificateJudge
    private let log: Logger
    private let loop: Periodically

    /// - Parameter loop: by default every ten seconds.
    init(
        files: [String], judge: ReloadableCertificateJudge, log: Logger,
        loop: Periodically = Periodically(every: .seconds(10))
    ) {
        self.files = files
        self.judge = judge
        self.log = log
        self.loop = loop
    }

    /// Checks the files periodically until the task is cancelled.
    func run() async {
        var known = stamps()
        await loop.run {
            let present = stamps()
            guard present != known else { return }
            known = present
            reload()
        }
    }

    private func reload() {
        let lists = files.map(Installation.bytes)
        do throws(CertificateTrustError) {
            judge.replace(with: judge.judge.trusting(try judge.judge.trust.replacing(revocationLists: lists)))
            log.info("certificates: revocation lists reloaded")
        } catch {
            log.error("certificates: a revocation list cannot be read", metadata: ["cause": "\(error)"])
        }
    }

    private func stamps() -> [FileStamp] { files.map { FileStamp($0) } }
}
