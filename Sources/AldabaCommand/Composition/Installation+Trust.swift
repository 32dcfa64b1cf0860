import Certificates
import Citizens

/// What citizens' certificates are held against.
extension Installation {
    /// The judge of certificates; nil while the method is off.
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

    /// What is wrong with the files of authorities and of their lists; nil when nothing is or nobody asks for
    /// certificates.
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

    /// Finds the file by trying each by itself.
    private func problem(of error: CertificateTrustError) -> ConfigurationProblem {
        typealias Files = Configuration.CertificateFiles
        let files = configuration.certificateFiles
        func isWrong(_ files: Files) -> Bool { (try? trust(files)) == nil }
        var key = ConfigurationKey.certificateAnchors
        var culprit = files.anchors.first {
            isWrong(Files(anchors: [$0], intermediates: [], revocationLists: []))
        }?.file
        if culprit == nil {
            key = .certificateIntermediates
            culprit = files.intermediates.first {
                isWrong(Files(anchors: files.anchors, intermediates: [$0], revocationLists: []))
            }
        }
        if culprit == nil, !files.anchors.isEmpty {
            key = .certificateRevocationLists
            culprit = files.revocationLists.first {
                isWrong(Files(anchors: files.anchors, intermediates: [], revocationLists: [$0]))
            }
        }
        return ConfigurationProblem(.error, key, culprit.map { "\($0) \(error.words)" } ?? error.words)
    }
}

extension CertificateTrustError {
    /// What is wrong with the file, and what to do.
    fileprivate var words: String {
        switch self {
        case .unreadableCertificate: "holds no certificate, in PEM or DER: fetch it again from its authority"
        case .unreadableRevocationList: "holds no revocation list, in PEM or DER: fetch it again from its authority"
        case .unexpectedBlock(let label): "holds a block of another kind, \(label): leave only what belongs there"
        case .noAnchor: "there is no authority, so nobody could ever come in: name the root of each"
        case .notAnAnchor(let subject):
            "holds \(subject), which is no self-signed authority: name the root, and this one under intermediates"
        case .notAnAuthority(let subject): "holds \(subject), which is no authority: name those that issue certificates"
        case .revocationListWithoutNextUpdate(let issuer):
            "holds a list of \(issuer) that does not say until when it is good (nextUpdate): ask for one that does"
        case .revocationListWeaklySigned(let issuer):
            "holds a list of \(issuer) signed with an algorithm that is refused: ask for one signed with SHA-256 or more"
        case .libraryFailure: "cannot be used: OpenSSL failed at it; see that the files are whole and there is memory"
        }
    }
}
