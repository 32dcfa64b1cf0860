/// The description of a certificate to make. Start from a valid one and change one field.
struct CertificateRecipe: Sendable {
    struct Field: Sendable {
        var type: String
        var value: String
    }

    /// Field names as openssl spells them.
    var subject: [Field]
    var authority = TestAuthority.users
    var key = "rsa-2048"
    var digest = "sha256"
    var days = 730
    var basicConstraints: String? = "critical, CA:FALSE"
    var keyUsage: String? = "critical, digitalSignature"
    var extendedKeyUsage: String?
    var policies: [String]
    /// Each statement with the identifiers of its information.
    var statements: [(String, [String])] = []
    /// The fields of a directory name in the alternative names, by identifier.
    var alternativeName: [Field] = []
    /// Lines of openssl's configuration.
    var extensions: [String] = []

    func with(_ change: (inout CertificateRecipe) -> Void) -> CertificateRecipe {
        var copy = self
        change(&copy)
        return copy
    }

    mutating func set(_ type: String, _ value: String?) {
        subject.removeAll { $0.type == type }
        if let value { subject.append(Field(type: type, value: value)) }
    }

    mutating func setAlternative(_ type: String, _ value: String?) {
        alternativeName.removeAll { $0.type == type }
        if let value { alternativeName.append(Field(type: type, value: value)) }
    }

    mutating func identify(as identifier: String) {
        set("serialNumber", "IDCES-\(identifier)")
        set("CN", "ESPAÑOLA DEL TEST ANA - \(identifier)")
        setAlternative("1.3.6.1.4.1.5734.1.4", identifier)
    }
}

extension CertificateRecipe {
    static let compliance = ("0.4.0.1862.1.1", [String]())
    static let qualifiedDevice = ("0.4.0.1862.1.4", [String]())
    static func type(_ purpose: String) -> (String, [String]) { ("0.4.0.1862.1.6", [purpose]) }
    static let forSignature = type("0.4.0.1862.1.6.1")

    /// As the FNMT's certificate of a natural person.
    static let fnmt = CertificateRecipe(
        subject: [
            Field(type: "C", value: "ES"), Field(type: "serialNumber", value: "IDCES-12345678Z"),
            Field(type: "GN", value: "ANA"), Field(type: "SN", value: "ESPAÑOLA DEL TEST"),
            Field(type: "CN", value: "ESPAÑOLA DEL TEST ANA - 12345678Z"),
        ],
        keyUsage: "critical, digitalSignature, nonRepudiation, keyEncipherment",
        extendedKeyUsage: "clientAuth, emailProtection",
        policies: ["1.3.6.1.4.1.5734.3.10.1", "0.4.0.194112.1.0"],
        statements: [compliance, forSignature],
        alternativeName: [
            Field(type: "1.3.6.1.4.1.5734.1.1", value: "ANA"), Field(type: "1.3.6.1.4.1.5734.1.2", value: "ESPANOLA"),
            Field(type: "1.3.6.1.4.1.5734.1.3", value: "DEL TEST"),
            Field(type: "1.3.6.1.4.1.5734.1.4", value: "12345678Z"),
        ])

    /// As the FNMT's certificate of the G2 hierarchy.
    static let fnmtG2 = fnmt.with {
        $0.key = "ec-256"
        $0.keyUsage = "critical, digitalSignature, nonRepudiation"
        $0.policies = ["1.3.6.1.4.1.5734.3.20.1.0", "0.4.0.194112.1.0"]
    }

    /// As the authentication certificate of the DNIe.
    static let dnie = CertificateRecipe(
        subject: [
            Field(type: "C", value: "ES"), Field(type: "serialNumber", value: "87654321X"),
            Field(type: "SN", value: "MUÑOZ"), Field(type: "GN", value: "PABLO"),
            Field(type: "CN", value: "MUÑOZ PRUEBA, PABLO (AUTENTICACIÓN)"),
        ],
        policies: ["2.16.724.1.2.2.2.4"])

    /// As a certificate of another provider, with the key in a qualified device.
    static let otherQualified = fnmt.with {
        $0.policies = ["1.2.3.4.5", "0.4.0.194112.1.2"]
        $0.statements = [compliance, qualifiedDevice, forSignature]
        $0.alternativeName = []
    }
}
