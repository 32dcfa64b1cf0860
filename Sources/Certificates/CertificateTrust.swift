/// The trusted certificates: anchors, intermediates below them, and the revocation lists of all of them.
///
/// Parsed once and shared by all threads. To change it, make a new value and pass it to `CertificateJudge`.
package struct CertificateTrust: Sendable {
    package let anchors: [CitizenCertificate]
    package let intermediates: [CitizenCertificate]
    package let revocationLists: [RevocationList]
    let store: PathStore
    /// The profiles that each anchor may issue, in the order of ``anchors``.
    private let scopes: [ProfileScope]
    /// For each profile that an anchor names, the anchors that may issue it.
    private let namedStores: [String: PathStore]
    /// The anchors that may issue profiles that no anchor names.
    private let unnamedStore: PathStore?

    /// A file of self-signed authorities: DER, or any number of PEM blocks.
    package struct AnchorFile: Sendable {
        let octets: [UInt8]
        let scope: ProfileScope

        package init(_ octets: [UInt8], issuing scope: ProfileScope = .everything) {
            self.octets = octets
            self.scope = scope
        }
    }

    /// The profiles that certificates below an anchor may have.
    package enum ProfileScope: Hashable, Sendable {
        case everything
        /// Only the profiles with these names (`CertificateProfile.name`).
        case only(Set<String>)

        func includes(_ profile: String) -> Bool {
            switch self {
            case .everything: true
            case .only(let names): names.contains(profile)
            }
        }
    }

    /// Creates trust in which every anchor may issue every profile.
    package init(
        anchors: [[UInt8]], intermediates: [[UInt8]], revocationLists: [[UInt8]]
    ) throws(CertificateTrustError) {
        try self.init(
            anchors: anchors.map { AnchorFile($0) }, intermediates: intermediates, revocationLists: revocationLists)
    }

    /// - Parameters:
    ///   - anchors: at least one file.
    ///   - intermediates: DER or PEM files. Certificates that the client sends are not used.
    ///   - revocationLists: DER or PEM files. Without a current list, all certificates of an authority are refused.
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

    /// Returns the same authorities with other revocation lists.
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
        let unrestricted = zip(anchors, scopes).filter { $1 == .everything }.map(\.0)
        store = all
        namedStores = narrow
        if unrestricted.count == anchors.count {
            unnamedStore = all
        } else {
            unnamedStore = unrestricted.isEmpty ? nil : try Self.store(unrestricted, intermediates, lists)
        }
    }

    /// Returns the store of the anchors that may issue this profile, or nil when none may.
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
