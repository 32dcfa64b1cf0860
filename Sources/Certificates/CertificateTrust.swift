/// Whom we believe: anchors, the intermediates below them, and the revocation lists of all of them.
///
/// Parsed once and shared by every thread. To change it make a new value, which `CertificateJudge` takes.
package struct CertificateTrust: Sendable {
    package let anchors: [CitizenCertificate]
    package let intermediates: [CitizenCertificate]
    package let revocationLists: [RevocationList]
    let store: PathStore

    /// - Parameters:
    ///   - anchors: files of self-signed authorities, each DER or any number of PEM blocks; at least one.
    ///   - intermediates: likewise; what a client sends along is not consulted.
    ///   - revocationLists: likewise. An authority without a current one lets nobody in.
    package init(
        anchors: [[UInt8]], intermediates: [[UInt8]], revocationLists: [[UInt8]]
    ) throws(CertificateTrustError) {
        let anchors = try Self.certificates(in: anchors)
        guard !anchors.isEmpty else { throw .noAnchor }
        for anchor in anchors where !anchor.isAuthority || !anchor.x509.isSelfSigned {
            throw .notAnAnchor(subject: anchor.subject.title)
        }
        let intermediates = try Self.certificates(in: intermediates)
        for intermediate in intermediates where !intermediate.isAuthority {
            throw .notAnAuthority(subject: intermediate.subject.title)
        }
        try self.init(anchors: anchors, intermediates: intermediates, lists: Self.lists(in: revocationLists))
    }

    /// The same authorities with other revocation lists.
    package func replacing(revocationLists: [[UInt8]]) throws(CertificateTrustError) -> CertificateTrust {
        try CertificateTrust(anchors: anchors, intermediates: intermediates, lists: Self.lists(in: revocationLists))
    }

    private init(
        anchors: [CitizenCertificate], intermediates: [CitizenCertificate], lists: [RevocationList]
    ) throws(CertificateTrustError) {
        self.anchors = anchors
        self.intermediates = intermediates
        revocationLists = lists
        store = try PathStore(
            anchors: anchors.map(\.x509), intermediates: intermediates.map(\.x509), revocationLists: lists.map(\.x509))
    }

    private static func certificates(in files: [[UInt8]]) throws(CertificateTrustError) -> [CitizenCertificate] {
        var certificates: [CitizenCertificate] = []
        for file in files {
            guard let blocks = try PEMBlocks.der(in: file, label: "CERTIFICATE") else { throw .unreadableCertificate }
            for der in blocks {
                guard let certificate = CitizenCertificate(der: der) else { throw .unreadableCertificate }
                certificates.append(certificate)
            }
        }
        return certificates
    }

    private static func lists(in files: [[UInt8]]) throws(CertificateTrustError) -> [RevocationList] {
        var lists: [RevocationList] = []
        for file in files {
            guard let blocks = try PEMBlocks.der(in: file, label: "X509 CRL") else { throw .unreadableRevocationList }
            for der in blocks { lists.append(try RevocationList(der: der)) }
        }
        return lists
    }
}
