import Testing

@testable import Certificates

/// A certificate with one error, and the refusal that it must cause.
struct RefusedCertificate: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let recipe: CertificateRecipe
    let refusal: CertificateRefusal

    init(
        _ name: String, from good: CertificateRecipe = .fnmt, _ refusal: CertificateRefusal,
        _ change: (inout CertificateRecipe) -> Void
    ) {
        testDescription = name
        recipe = good.with(change)
        self.refusal = refusal
    }

    static let all = kinds + structures + identities + paths

    /// Valid certificates of other kinds.
    static let kinds = [
        RefusedCertificate("DNIe for signature", from: .dnie, .unaccepted(.signatureOnly, organization: nil)) {
            $0.policies = ["2.16.724.1.2.2.2.3"]
            $0.keyUsage = "critical, nonRepudiation"
            $0.set("CN", "MUÑOZ PRUEBA, PABLO (FIRMA)")
        },
        RefusedCertificate(
            "DNIe for signature, policy with a version", from: .dnie, .unaccepted(.signatureOnly, organization: nil)
        ) { $0.policies = ["2.16.724.1.2.2.2.3.1.0"] },
        RefusedCertificate(
            "DNIe for signature under the policy of authentication", from: .dnie,
            .unaccepted(.signatureOnly, organization: nil)
        ) { $0.set("CN", "MUÑOZ PRUEBA, PABLO (FIRMA)") },
        RefusedCertificate(
            "representative", .unaccepted(.representative, organization: "EMPRESA DE PRUEBA SL")
        ) {
            $0.policies = ["1.3.6.1.4.1.5734.3.11.2", "0.4.0.194112.1.0"]
            $0.set("O", "EMPRESA DE PRUEBA SL")
            $0.set("organizationIdentifier", "VATES-B12345674")
            $0.set("CN", "12345678Z ANA ESPAÑOLA (R: B12345674)")
        },
        RefusedCertificate(
            "organisation's identifier under a citizen's policy", .unaccepted(.representative, organization: nil)
        ) { $0.set("organizationIdentifier", "VATES-B12345674") },
        RefusedCertificate(
            "representative by common name alone", .unaccepted(.representative, organization: nil)
        ) { $0.set("CN", "12345678Z ANA ESPAÑOLA (R: B12345674)") },
        RefusedCertificate("legal person", .unaccepted(.legalPerson, organization: nil)) {
            $0.policies = ["1.3.6.1.4.1.5734.3.7"]
        },
        RefusedCertificate("organisation's name", .unaccepted(.legalPerson, organization: "EMPRESA DE PRUEBA SL")) {
            $0.set("O", "EMPRESA DE PRUEBA SL")
        },
        RefusedCertificate(
            "public employee", .unaccepted(.publicEmployee, organization: "AYUNTAMIENTO DE PRUEBA")
        ) {
            $0.policies = ["1.3.6.1.4.1.5734.3.3.4.4.1", "0.4.0.194112.1.2"]
            $0.set("O", "AYUNTAMIENTO DE PRUEBA")
        },
        RefusedCertificate("seal by policy", .unaccepted(.seal, organization: nil)) {
            $0.policies.append("0.4.0.194112.1.1")
        },
        RefusedCertificate("seal by declared purpose", .unaccepted(.seal, organization: nil)) {
            $0.statements = [CertificateRecipe.compliance, CertificateRecipe.type("0.4.0.1862.1.6.2")]
        },
        RefusedCertificate("signature and seal in one", .unaccepted(.seal, organization: nil)) {
            $0.statements = [("0.4.0.1862.1.6", ["0.4.0.1862.1.6.1", "0.4.0.1862.1.6.2"])]
        },
        RefusedCertificate("web site by policy", .unaccepted(.webSite, organization: nil)) {
            $0.policies.append("0.4.0.194112.1.4")
        },
        RefusedCertificate("web site by declared purpose", .unaccepted(.webSite, organization: nil)) {
            $0.statements = [CertificateRecipe.type("0.4.0.1862.1.6.3")]
        },
        RefusedCertificate("unknown declared purpose", .unknownPurpose("0.4.0.1862.1.6.9")) {
            $0.statements = [CertificateRecipe.type("0.4.0.1862.1.6.9")]
        },
        RefusedCertificate("pseudonym", .unaccepted(.pseudonym, organization: nil)) {
            $0.set("pseudonym", "AGENTE 12345")
        },
        RefusedCertificate("missing policy", .unknownPolicies([])) { $0.policies = [] },
        RefusedCertificate("another policy", .unknownPolicies(["1.3.6.1.4.1.5734.3.5"])) {
            $0.policies = ["1.3.6.1.4.1.5734.3.5"]
        },
        RefusedCertificate("a policy below ours", .unknownPolicies(["1.3.6.1.4.1.5734.3.10.1.1"])) {
            $0.policies = ["1.3.6.1.4.1.5734.3.10.1.1"]
        },
        RefusedCertificate("a policy that only begins as ours", .unknownPolicies(["1.3.6.1.4.1.5734.3.10.11"])) {
            $0.policies = ["1.3.6.1.4.1.5734.3.10.11"]
        },
        RefusedCertificate(
            "DNIe with three numbers behind its policy", from: .dnie, .unknownPolicies(["2.16.724.1.2.2.2.4.1.0.0"])
        ) { $0.policies = ["2.16.724.1.2.2.2.4.1.0.0"] },
        RefusedCertificate("another provider's, not declared qualified", from: .otherQualified, .notQualified) {
            $0.statements = [CertificateRecipe.qualifiedDevice, CertificateRecipe.forSignature]
        },
        RefusedCertificate("another provider's, for no declared purpose", from: .otherQualified, .notQualified) {
            $0.statements = [CertificateRecipe.compliance]
        },
    ]

    /// Errors in the extensions or the key.
    static let structures = [
        RefusedCertificate("more than 65,536 octets", .unreadable) {
            $0.extensions = ["1.2.3.4.5.6 = ASN1:FORMAT:UTF8,UTF8String:" + String(repeating: "a", count: 66_000)]
        },
        RefusedCertificate("a negative path length", .unreadable) {
            $0.basicConstraints = "critical, CA:FALSE, pathlen:-1"
        },
        RefusedCertificate("two directory names with an identifier", .repeatedField(.fnmtIdentifier)) {
            $0.extensions = ["[names]", "second = EXPLICIT:4,SEQUENCE:name"]
        },
        RefusedCertificate("CA flag", .unaccepted(.authority, organization: nil)) {
            $0.basicConstraints = "critical, CA:TRUE"
        },
        RefusedCertificate("key for signing certificates", .unaccepted(.authority, organization: nil)) {
            $0.keyUsage = "critical, digitalSignature, keyCertSign"
        },
        RefusedCertificate("unknown critical extension", .unknownCriticalExtension("1.2.3.4.5.6")) {
            $0.extensions = ["1.2.3.4.5.6 = critical, ASN1:NULL"]
        },
        RefusedCertificate("RSA of 1024 bits", .weakKey(.rsa(bits: 1024))) { $0.key = "rsa-1024" },
        RefusedCertificate("curve of 192 bits", .weakKey(.other(bits: 192))) { $0.key = "ec-192" },
        RefusedCertificate("no key usage", .wrongKeyUsage(nil)) { $0.keyUsage = nil },
        RefusedCertificate("key usage without signature", .wrongKeyUsage([.nonRepudiation, .keyEncipherment])) {
            $0.keyUsage = "critical, nonRepudiation, keyEncipherment"
        },
        RefusedCertificate(
            "DNIe whose key also commits", from: .dnie, .wrongKeyUsage([.digitalSignature, .nonRepudiation])
        ) { $0.keyUsage = "critical, digitalSignature, nonRepudiation" },
        RefusedCertificate("missing clientAuth", .notForClientAuthentication(["1.3.6.1.5.5.7.3.4"])) {
            $0.extendedKeyUsage = "emailProtection"
        },
        RefusedCertificate("no extended key usage", .notForClientAuthentication([])) { $0.extendedKeyUsage = nil },
        RefusedCertificate("any extended key usage", .notForClientAuthentication([.anyExtendedKeyUsage])) {
            $0.extendedKeyUsage = "anyExtendedKeyUsage"
        },
        RefusedCertificate("DNIe for servers", from: .dnie, .notForClientAuthentication(["1.3.6.1.5.5.7.3.1"])) {
            $0.extendedKeyUsage = "serverAuth"
        },
        RefusedCertificate("statements that are no sequence", .unreadable) {
            $0.statements = []
            $0.extensions = ["1.3.6.1.5.5.7.1.3 = ASN1:UTF8String:qualified"]
        },
        RefusedCertificate("statements with octets behind", .unreadable) {
            $0.statements = []
            $0.extensions = ["1.3.6.1.5.5.7.1.3 = DER:30:00:05:00"]
        },
        RefusedCertificate("a statement without its identifier", .unreadable) {
            $0.statements = []
            $0.extensions = ["1.3.6.1.5.5.7.1.3 = DER:30:02:30:00"]
        },
        RefusedCertificate("alternative names that are none", .unreadable) {
            $0.alternativeName = []
            $0.extensions = ["subjectAltName = DER:05:00"]
        },
    ]

    /// Errors in the data of the person.
    static let identities = [
        RefusedCertificate("wrong letter", .wrongCheckLetter("12345678A")) { $0.identify(as: "12345678A") },
        RefusedCertificate("DNIe with a wrong letter", from: .dnie, .wrongCheckLetter("87654321Z")) {
            $0.set("serialNumber", "87654321Z")
        },
        RefusedCertificate("organisation's number", .organizationIdentifier("B12345674")) {
            $0.identify(as: "B12345674")
        },
        RefusedCertificate("no prefix", .malformedIdentifier("12345678Z")) { $0.set("serialNumber", "12345678Z") },
        RefusedCertificate("a passport's prefix", .malformedIdentifier("PASES-12345678Z")) {
            $0.set("serialNumber", "PASES-12345678Z")
        },
        RefusedCertificate("another country's prefix", .malformedIdentifier("IDCPT-12345678Z")) {
            $0.set("serialNumber", "IDCPT-12345678Z")
        },
        RefusedCertificate("lower case", .malformedIdentifier("IDCES-12345678z")) {
            $0.set("serialNumber", "IDCES-12345678z")
        },
        RefusedCertificate("seven digits", .malformedIdentifier("IDCES-1234567L")) {
            $0.set("serialNumber", "IDCES-1234567L")
        },
        RefusedCertificate("a blank inside", .malformedIdentifier("IDCES-1234 567L")) {
            $0.set("serialNumber", "IDCES-1234 567L")
        },
        RefusedCertificate("no serialNumber", .missingField(.serialNumber)) { $0.set("serialNumber", nil) },
        RefusedCertificate("no surname", .missingField(.surname)) { $0.set("SN", nil) },
        RefusedCertificate("no given name", from: .dnie, .missingField(.givenName)) { $0.set("GN", nil) },
        RefusedCertificate("no common name", .missingField(.commonName)) { $0.set("CN", nil) },
        RefusedCertificate("duplicated serialNumber", .repeatedField(.serialNumber)) {
            $0.subject.append(.init(type: "serialNumber", value: "IDCES-87654321X"))
        },
        RefusedCertificate("the same serialNumber twice", .repeatedField(.serialNumber)) {
            $0.subject.append(.init(type: "serialNumber", value: "IDCES-12345678Z"))
        },
        RefusedCertificate("duplicated common name", from: .dnie, .repeatedField(.commonName)) {
            $0.subject.append(.init(type: "CN", value: "OTRA PERSONA, PABLO (AUTENTICACIÓN)"))
        },
        RefusedCertificate(
            "alternative identifier of another person",
            .alternativeIdentifierDiffers(subject: "12345678Z", alternative: "87654321X")
        ) { $0.setAlternative("1.3.6.1.4.1.5734.1.4", "87654321X") },
        RefusedCertificate(
            "second alternative identifier",
            .alternativeIdentifierDiffers(subject: "12345678Z", alternative: "87654321X")
        ) { $0.alternativeName.append(.init(type: "1.3.6.1.4.1.5734.1.4", value: "87654321X")) },
        RefusedCertificate("no alternative identifier", .alternativeIdentifierMissing) {
            $0.setAlternative("1.3.6.1.4.1.5734.1.4", nil)
        },
        RefusedCertificate("no alternative name", .alternativeIdentifierMissing) { $0.alternativeName = [] },
        RefusedCertificate("another given name", .namesDiffer(.fnmtGivenName)) {
            $0.setAlternative("1.3.6.1.4.1.5734.1.1", "EVA")
        },
        RefusedCertificate("another surname", .namesDiffer(.surname)) {
            $0.setAlternative("1.3.6.1.4.1.5734.1.3", "DEL OTRO")
        },
        RefusedCertificate("surnames divided within a word", .namesDiffer(.fnmtFirstSurname)) {
            $0.setAlternative("1.3.6.1.4.1.5734.1.2", "ESPA")
            $0.setAlternative("1.3.6.1.4.1.5734.1.3", "NOLA DEL TEST")
        },
        RefusedCertificate("DNIe with another surname", from: .dnie, .namesDiffer(.surname)) {
            $0.set("CN", "MUÑOZA PRUEBA, PABLO (AUTENTICACIÓN)")
        },
        RefusedCertificate("DNIe with another name", from: .dnie, .namesDiffer(.commonName)) {
            $0.set("CN", "MUÑOZ PRUEBA, PEDRO (AUTENTICACIÓN)")
        },
        RefusedCertificate("DNIe for an unknown use", from: .dnie, .namesDiffer(.commonName)) {
            $0.set("CN", "MUÑOZ PRUEBA, PABLO (CIFRADO)")
        },
        RefusedCertificate("DNIe without a comma", from: .dnie, .namesDiffer(.commonName)) {
            $0.set("CN", "MUÑOZ PRUEBA PABLO")
        },
        RefusedCertificate("a control character in a name", .unreadable) { $0.set("GN", "ANA\u{7}") },
    ]

    /// Errors in the signature or the signing authority.
    static let paths = [
        RefusedCertificate("unknown authority", .unknownIssuer("AC RAIZ AJENA")) { $0.authority = .unknown },
        RefusedCertificate("unknown authority and policy", .unknownIssuer("AC RAIZ AJENA")) {
            $0.authority = .unknown
            $0.policies = []
        },
        RefusedCertificate("an impostor with our authority's name", .unknownIssuer("AC TEST Usuarios")) {
            $0.authority = .impostor
        },
        RefusedCertificate("SHA-1 signature", .weakSignature(issuer: "AC TEST Usuarios")) { $0.digest = "sha1" },
        RefusedCertificate("authority with a short key", .weakSignature(issuer: "AC RAIZ TEST")) {
            $0.authority = .weak
        },
        RefusedCertificate(
            "authority revoked",
            .authorityRevoked("AC TEST Revocada", on: RevocationTimes.date)
        ) { $0.authority = .revoked },
        RefusedCertificate("a policy that its authority may not give", .invalidPath("no explicit policy")) {
            $0.authority = .narrow
        },
        RefusedCertificate("an authority too many", .invalidPath("path length constraint exceeded")) {
            $0.authority = .deep
        },
        RefusedCertificate(
            "authority without a revocation list", .revocationListMissing(issuer: "AC TEST Sin Listas")
        ) { $0.authority = .listless },
    ]
}
