import Certificates
import Citizens

/// The trust in citizens' certificates.
extension Installation {
    /// Returns the judge of certificates. Nil when the method is off.
    func certificateJudge() throws(Failure) -> CertificateJudge? {
        guard configuration.certificateListener != nil else { return nil }
        do throws(CertificateTrustError) {
            return CertificateJudge(trust: try trust(configuration.certificateFiles)) {
                (try? NationalIdentifier($0))?.text == $0
            }
        } catch {
            throw Failure("\(problem(of: error))")
        }
    }

    /// Returns the problem with the files of authorities and revocation lists. Nil when there is none or the method is
    /// off.
    func trustProblem() -> ConfigurationProblem? {
        guard configuration.certificateListener != nil else { return nil }
        do throws(CertificateTrustError) {
            _ = try trust(configuration.certificateFiles)
            return nil
        } catch {
            return problem(of: error)
        }
    }

    private func trust(_ files: Configuration.CertificateFiles) throws(CertificateTrustError) -> CertificateTrust {
        try CertificateTrust(
            anchors: files.anchors.map { anchor in
                .init(Self.bytes(anchor.file), issuing: anchor.profiles.map { .only($0) } ?? .everything)
            },
            intermediates: files.intermediates.map(Self.bytes),
            revocationLists: files.revocationLists.map(Self.bytes))
    }

    /// Finds the faulty file by loading each separately.
    private func problem(of error: CertificateTrustError) -> ConfigurationProblem {
        typealias Files = Configuration.CertificateFiles
        let files = configuration.certificateFiles
        func isWrong(_ files: Files) -> Bool { (try? trust(files)) == nil }
        var key = ConfigurationKey.certificateAnchors
        var failingFile = files.anchors.first {
            isWrong(Files(anchors: [$0], intermediates: [], revocationLists: []))
        }?.file
        if failingFile == nil {
            key = .certificateIntermediates
            failingFile = files.intermediates.first {
                isWrong(Files(anchors: files.anchors, intermediates: [$0], revocationLists: []))
            }
        }
        if failingFile == nil, !files.anchors.isEmpty {
            key = .certificateRevocationLists
            failingFile = files.revocationLists.first {
                isWrong(Files(anchors: files.anchors, intermediates: [], revocationLists: [$0]))
            }
        }
        return ConfigurationProblem(.error, key, failingFile.map { "\($0) \(error.message)" } ?? error.message)
    }
}

extension CertificateTrustError {
    /// The problem with the file, and what to do.
    fileprivate var message: String {
        switch self {
        case .unreadableCertificate: "contains no certificate in PEM or DER: download it again from the authority"
        case .unreadableRevocationList:
            "contains no revocation list in PEM or DER: download it again from the authority"
        case .unexpectedBlock(let label): "contains an unexpected PEM block, \(label): remove it"
        case .noAnchor: "there is no authority, so every certificate would be refused: name the root of each authority"
        case .notAnAnchor(let subject):
            "contains \(subject), which is not a self-signed authority: name its root here, and this one under "
                + "intermediates"
        case .notAnAuthority(let subject):
            "contains \(subject), which is not an authority: name certificates of authorities"
        case .revocationListWithoutNextUpdate(let issuer):
            "contains a list of \(issuer) without an expiry time (nextUpdate): ask the authority for a list with one"
        case .revocationListWeaklySigned(let issuer):
            "contains a list of \(issuer) with a weak signature algorithm: ask for one signed with SHA-256 or stronger"
        case .libraryFailure: "cannot be used: OpenSSL failed: check that the files are complete and there is memory"
        }
    }
}
