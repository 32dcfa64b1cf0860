/// Whom we believe: anchors, the intermediates below them, and the revocation lists of all of them.
///
/// Parsed once and shared by every thread. To change it make a new value, which `CertificateJudge` takes.
package struct CertificateTrust: Sendable {
    package let anchors: [CitizenCertificate]
    package let intermediates: [CitizenCertificate]
    package let revocationLists: [RevocationList]
    let store: PathStore
    /// What each anchor may issue, one for each of ``anchors``.
    private let scopes: [ProfileScope]
    /// For each profile that an anchor names, those that may issue it.
    private let namedStores: [String: PathStore]
    /// Those that may issue whatever nobody names.
    private let unnamedStore: PathStore?

    /// A file of self-signed authorities, DER or any number of PEM blocks.
    package struct AnchorFile: Sendable {
        let octets: [UInt8]
        let scope: ProfileScope

        package init(_ octets: [UInt8], issuing scope: ProfileScope = .everything) {
            self.octets = octets
            self.scope = scope
        }
    }

    /// Which profiles a certificate below an anchor may have.
    package enum ProfileScope: Hashable, Sendable {
        case everything
        /// Those of these names (`CertificateProfile.name`).
        case only(Set<String>)

        func includes(_ profile: String) -> Bool {
            switch self {
            case .everything: true
            case .only(let names): names.contains(profile)
            }
        }
    }

    /// Every anchor may issue every profile.
    package init(
        anchors: [[UInt8]], intermediates: [[UInt8]], revocationLists: [[UInt8]]
    ) throws(CertificateTrustError) {
        try self.init(
            anchors: anchors.map { AnchorFile($0) }, intermediates: intermediates, revocationLists: revocationLists)
    }

    /// - Parameters:
    ///   - anchors: at least one.
    ///   - intermediates: likewise; what a client sends along is not consulted.
    ///   - revocationLists: likewise. An authority without a current one lets nobody in.
    package init(
        anchors files: [AnchorFile], intermediates: [[UInt8]], revocationLists: [[UInt8]]
    ) throws(CertificateTrustError) {
        var anchors: [CitizenCertificate] = []
        var scopes: [ProfileScope] = []
        for file in files {
            let found = try Self.certificates(in: [file.octets])
            anchors += found
            scopes += found.map { _ in file.scope }
        }
        guard !anchors.isEmpty else { throw .noAnchor }
        for anchor in anchors where !anchor.isAuthority || !anchor.x509.isSelfSigned {
            throw .notAnAnchor(subject: anchor.subject.title)
        }
        let intermediates = try Self.certificates(in: intermediates)
        for intermediate in intermediates where !intermediate.isAuthority {
            throw .notAnAuthority(subject: intermediate.subject.title)
        }
        try self.init(
            anchors: anchors, scopes: scopes, intermediates: intermediates, lists: Self.lists(in: revocationLists))
    }

    /// The same authorities with other revocation lists.
    package func replacing(revocationLists: [[UInt8]]) throws(CertificateTrustError) -> CertificateTrust {
        try CertificateTrust(
            anchors: anchors, scopes: scopes, intermediates: intermediates, lists: Self.lists(in: revocationLists))
    }

    private init(
        anchors: [CitizenCertificate], scopes: [ProfileScope], intermediates: [CitizenCertificate],
        lists: [RevocationList]
    ) throws(CertificateTrustError) {
        self.anchors = anchors
        self.scopes = scopes
        self.intermediates = intermediates
        revocationLists = lists
        let all = try Self.store(anchors, intermediates, lists)
        var narrow: [String: PathStore] = [:]
        for profile in Self.profiles(in: scopes) {
            let issuers = zip(anchors, scopes).filter { $1.includes(profile) }.map(\.0)
            narrow[profile] =
                issuers.count == anchors.count ? all : try Self.store(issuers, intermediates, lists)
        }
        let generous = zip(anchors, scopes).filter { $1 == .everything }.map(\.0)
        store = all
        namedStores = narrow
        if generous.count == anchors.count {
            unnamedStore = all
        } else {
            unnamedStore = generous.isEmpty ? nil : try Self.store(generous, intermediates, lists)
        }
    }

    /// The anchors below which a certificate of that profile must be; nil when none may issue it.
    func store(for profile: CertificateProfile) -> PathStore? { namedStores[profile.name] ?? unnamedStore }

    private static func profiles(in scopes: [ProfileScope]) -> Set<String> {
        scopes.reduce(into: []) { profiles, scope in
            if case .only(let names) = scope { profiles.formUnion(names) }
        }
    }

    private static func store(
        _ anchors: [CitizenCertificate], _ intermediates: [CitizenCertificate], _ lists: [RevocationList]
    ) throws(CertificateTrustError) -> PathStore {
        try PathStore(
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
