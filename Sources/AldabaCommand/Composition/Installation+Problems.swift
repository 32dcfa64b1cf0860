import Certificates
import Foundation
import Logging
import Web
import XMLSecurity

extension Installation {
    /// What is wrong beyond the configuration's own text, files that are there and are not what they should be; and what
    /// there is to warn of in both.
    ///
    /// - Parameter withFederation: whether to tell also of files in the federation's folder that are broken or that this
    ///   mode leaves out. They keep nobody from starting: each is left out, and the others are served.
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

    /// The authority that `make-development-ca` makes says of itself that it is not real.
    private func refuseDevelopmentAuthority() throws {
        guard configuration.mode == .production, let judge = try? certificateJudge() else { return }
        let anchors = judge.trust.anchors.map(\.subject.title)
        if let development = anchors.first(where: { $0.contains("NO REAL") }) {
            throw Failure(
                "\(development) is an authority for development: production must not trust it: name real ones")
        }
    }
}

extension Configuration.Listener {
    /// - Throws: `Failure` when the certificate and the key cannot serve a listener.
    fileprivate func checkTLS() throws {
        guard let tls else { return }
        do {
            try Listeners.TLS(certificateFile: tls.certificate, keyFile: tls.key).check()
        } catch {
            throw Failure(
                "\(tls.certificate) and \(tls.key) are no certificate and key in PEM that belong together: name a pair "
                    + "that does")
        }
    }
}
