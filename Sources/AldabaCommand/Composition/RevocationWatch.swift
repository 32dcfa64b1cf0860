import Broker
import Certificates
import Foundation
import Logging

/// Reads revocation lists again when their files have changed, so that a renewed list is used without a restart.
///
/// A list that cannot be read leaves those in use where they are: they keep judging until they are out of date, and
/// then nobody whom they would speak of is let in.
struct RevocationWatch: Sendable {
    private let files: [String]
    private let judge: ReloadableCertificateJudge
    private let log: Logger

    init(files: [String], judge: ReloadableCertificateJudge, log: Logger) {
        self.files = files
        self.judge = judge
        self.log = log
    }

    /// Looks every ten seconds until the task is cancelled.
    func run() async {
        var known = stamps()
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(10))
            let present = stamps()
            guard present != known else { continue }
            known = present
            reload()
        }
    }

    private func reload() {
        let lists = files.map(Installation.bytes)
        do throws(CertificateTrustError) {
            judge.replace(with: judge.judge.trusting(try judge.judge.trust.replacing(revocationLists: lists)))
            log.info("certificates: revocation lists read anew")
        } catch {
            log.error("certificates: a revocation list cannot be read", metadata: ["cause": "\(error)"])
        }
    }

    private func stamps() -> [Date?] {
        files.map { try? FileManager.default.attributesOfItem(atPath: $0)[.modificationDate] as? Date }
    }
}
