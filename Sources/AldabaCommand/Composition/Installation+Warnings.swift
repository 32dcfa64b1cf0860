import Certificates
import Federation
import Foundation
import SAML
import Storage

/// Warnings: the broker starts, but some citizens or services cannot use it, now or soon.
extension Installation {
    /// Returns the warnings about the files of keys and authorities. Unreadable files are errors and not included.
    func warnings(at now: Date) -> [ConfigurationProblem] {
        signingWarnings(at: now)
            + tlsWarnings(configuration.publicListener, .publicTLSCertificate, at: now)
            + (configuration.certificateListener.map { tlsWarnings($0, .certificateTLSCertificate, at: now) } ?? [])
            + revocationWarnings(at: now)
    }

    private func signingWarnings(at now: Date) -> [ConfigurationProblem] {
        let file = configuration.signingCertificateFile
        guard let remark = CertificateDates.of(file: file).first?.remark(at: now) else { return [] }
        return [
            ConfigurationProblem(
                .warning, .signingCertificate,
                "\(file) \(remark): services that check the dates refuse our responses outside them: create a new pair "
                    + "with «aldaba keys generate», and give services our new metadata")
        ]
    }

    private func tlsWarnings(
        _ listener: Configuration.Listener, _ key: ConfigurationKey, at now: Date
    ) -> [ConfigurationProblem] {
        guard let file = listener.tls?.certificate else { return [] }
        return CertificateDates.of(file: file).enumerated().compactMap { index, dates in
            guard let remark = dates.remark(at: now) else { return nil }
            let place = index == 0 ? file : "certificate \(index + 1) of \(file)"
            return ConfigurationProblem(
                .warning, key,
                "\(place) \(remark): browsers refuse the connection outside its dates: renew it and restart the broker")
        }
    }

    /// RFC 5280 §6.3: without a current list of its issuer, a certificate is refused.
    private func revocationWarnings(at now: Date) -> [ConfigurationProblem] {
        guard let trust = try? certificateJudge()?.trust, !trust.revocationLists.isEmpty else { return [] }
        return (trust.anchors + trust.intermediates).compactMap { authority in
            let lists = trust.revocationLists.filter { $0.issuer == authority.subject }
            guard !lists.contains(where: { $0.thisUpdate <= now && now < $0.nextUpdate }) else { return nil }
            let state =
                lists.map(\.nextUpdate).max().map { "no current list (the last expired on \(SAMLInstant.format($0)))" }
                ?? "no list"
            return ConfigurationProblem(
                .warning, .certificateRevocationLists,
                "there is \(state) of \(authority.subject.title), so every certificate that it issued is refused: "
                    + "download its current list")
        }
    }

    /// Returns a warning for each service of the folder that this mode ignores.
    func warnings(of folder: FederationFolder.Contents) -> [ConfigurationProblem] {
        guard configuration.mode == .production, let path = configuration.metadataFolder else { return [] }
        return folder.entities.compactMap { entity in
            guard let descriptor = try? EntityDescriptor(decoding: entity.xml),
                let address = ServiceProvider(descriptor)?.developmentAddresses.first
            else { return nil }
            return ConfigurationProblem(
                .warning, .metadataFolder,
                "\(path)/\(entity.fileName): messages would go to \(address), so mode: production ignores the service: "
                    + "ask for metadata with https addresses that are not loopback addresses")
        }
    }
}
