/// A kind of certificate that natural persons may sign in with: how to recognise it and how to read it.
///
/// The table is data: `standard` has the known issuers, and configuration may add profiles.
package struct CertificateProfile: Hashable, Sendable {
    /// Where the certificate has the person's names.
    package enum Names: Hashable, Sendable {
        /// In the subject's surname (all surnames) and givenName. The boundary between the surnames is unknown.
        case subject
        /// As `subject`. A directory name in the alternative names repeats the identifier, which must be equal, and
        /// divides the surnames (FNMT).
        case subjectWithAlternativeName
        /// `APELLIDO1 APELLIDO2, NOMBRE (AUTENTICACIÓN)` in the common name; the surname field has only the first
        /// surname (DNIe).
        case commonName
    }

    /// Where the private key is stored.
    package enum Device: Hashable, Sendable {
        /// In a qualified device if the certificate declares it (QcSSCD, or the policy QCP-n-qscd), otherwise in
        /// software.
        case asDeclared
        /// Always in a qualified device (DNIe).
        case qualified
    }

    /// A stable name for logs and the audit trail.
    package let name: String
    package let policy: OID
    /// How many numbers may follow the policy. Some issuers append a version.
    package let policySuffixComponents: Int
    /// The possible prefixes of the identifier in the subject's serialNumber; `""` for none.
    package let identifierPrefixes: [String]
    package let names: Names
    package let device: Device
    /// Whether extended key usage is required. When present, it must allow client authentication.
    package let requiresExtendedKeyUsage: Bool
    /// The key usages that are forbidden. Every profile requires digitalSignature.
    package let forbiddenKeyUsage: KeyUsage
    /// Whether the certificate must be declared as qualified and for a natural person's signature.
    package let requiresQualifiedStatement: Bool

    package init(
        name: String, policy: OID, policySuffixComponents: Int = 0, identifierPrefixes: [String], names: Names,
        device: Device, requiresExtendedKeyUsage: Bool, forbiddenKeyUsage: KeyUsage = [],
        requiresQualifiedStatement: Bool = false
    ) {
        self.name = name
        self.policy = policy
        self.policySuffixComponents = policySuffixComponents
        self.identifierPrefixes = identifierPrefixes
        self.names = names
        self.device = device
        self.requiresExtendedKeyUsage = requiresExtendedKeyUsage
        self.forbiddenKeyUsage = forbiddenKeyUsage
        self.requiresQualifiedStatement = requiresQualifiedStatement
    }

    func recognises(_ certificate: CitizenCertificate) -> Bool {
        certificate.policies.contains { $0.extends(policy, byAtMost: policySuffixComponents) }
    }
}

extension CertificateProfile {
    /// The FNMT's certificate of a natural person, RSA.
    package static let fnmtCitizen = fnmt(name: "fnmt-citizen", policy: "1.3.6.1.4.1.5734.3.10.1")
    /// The FNMT's certificate of a natural person of the G2 hierarchy, on elliptic curves.
    package static let fnmtCitizenG2 = fnmt(name: "fnmt-citizen-g2", policy: "1.3.6.1.4.1.5734.3.20.1.0")

    /// The authentication certificate of the national identity card.
    package static let dnieAuthentication = CertificateProfile(
        name: "dnie-authentication", policy: "2.16.724.1.2.2.2.4", policySuffixComponents: 2,
        identifierPrefixes: [""], names: .commonName, device: .qualified, requiresExtendedKeyUsage: false,
        forbiddenKeyUsage: .nonRepudiation)

    /// A qualified certificate of a natural person in a qualified device, from any configured issuer (ETSI EN 319
    /// 411-2: QCP-n-qscd; EN 319 412-1 §5.1.3: the identifier).
    package static let qualifiedDevice = CertificateProfile(
        name: "qualified-device", policy: .qualifiedPersonInDevice, identifierPrefixes: ["IDCES-", "PNOES-"],
        names: .subject, device: .asDeclared, requiresExtendedKeyUsage: true, requiresQualifiedStatement: true)

    /// The profiles in the order in which they are tried: an issuer's own profile before the general one.
    package static let standard = [fnmtCitizen, fnmtCitizenG2, dnieAuthentication, qualifiedDevice]

    private static func fnmt(name: String, policy: OID) -> CertificateProfile {
        CertificateProfile(
            name: name, policy: policy, identifierPrefixes: ["IDCES-"], names: .subjectWithAlternativeName,
            device: .asDeclared, requiresExtendedKeyUsage: true)
    }
}

/// Policies of qualified certificates (ETSI EN 319 411-2 §5.3).
extension OID {
    static let qualifiedPersonInDevice: OID = "0.4.0.194112.1.2"
}
