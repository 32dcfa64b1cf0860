import Certificates
import Foundation
import Logging
import Web
import XMLSecurity

extension Installation {
    /// Returns the errors in the files that the configuration names, and the warnings of the configuration and the
    /// files.
    ///
    /// - Parameter withFederation: Whether to include files in the federation's folder that are broken or that this
    ///   mode ignores. The broker starts with them: it ignores these files and serves the others.
    static func problems(
        with configuration: Configuration, withFederation: Bool, at now: Date
    ) -> [ConfigurationProblem] {
        let installation = Installation(configuration)
        var problems = configuration.warnings
        func attempt(_ key: ConfigurationKey, _ work: () throws -> Void) {
            do {
                try work()
            } catch {
                problems.append(ConfigurationProblem(.error, key, FailureText.describe(error)))
            }
        }
        attempt(.masterKey) { _ = try installation.purposeKeys() }
        do throws(KeyError) {
            _ = try installation.signingPair()
        } catch {
            let key = error.isAboutCertificate ? ConfigurationKey.signingCertificate : .signingKey
            problems.append(ConfigurationProblem(.error, key, installation.describe(error)))
        }
        if let problem = installation.trustProblem() { problems.append(problem) }
        attempt(.publicTLSCertificate) { try configuration.publicListener.checkTLS() }
        attempt(.certificateTLSCertificate) { try configuration.certificateListener?.checkTLS() }
        attempt(.certificateAnchors) { try installation.refuseDevelopmentAuthority() }
        attempt(.metadataFolder) {
            let folder = try FederationFolder(configuration.metadataFolder).read()
            guard withFederation else { return }
            problems += folder.problems.map { ConfigurationProblem(.error, .metadataFolder, $0) }
            problems += installation.warnings(of: folder)
        }
        if Logger.Level(rawValue: configuration.logLevel) == nil {
            problems.append(
                ConfigurationProblem(
                    .error, .logLevel,
                    "expects one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"))
        }
        if let problem = installation.descriptorProblem(withDescriptors: OpenFiles.hardLimit) {
            problems.append(problem)
        }
        return problems + installation.secretFileProblems() + installation.warnings(at: now)
    }

    /// Refuses the authority that `make-development-ca` creates. Its name contains "NO REAL".
    private func refuseDevelopmentAuthority() throws {
        guard configuration.mode == .production, let judge = try? certificateJudge() else { return }
        let anchors = judge.trust.anchors.map(\.subject.title)
        if let development = anchors.first(where: { $0.contains("NO REAL") }) {
            throw Failure(
                "\(development) is an authority for development, which mode: production must not trust: name real "
                    + "authorities")
        }
    }
}

extension Configuration.Listener {
    /// - Throws: `Failure` when the certificate and the key cannot be used for a listener.
    fileprivate func checkTLS() throws {
        guard let tls else { return }
        do {
            try Listeners.TLS(certificateFile: tls.certificate, keyFile: tls.key).check()
        } catch {
            throw Failure(
                "\(tls.certificate) and \(tls.key) are not a certificate and its key in PEM: name a matching pair")
        }
    }
}
