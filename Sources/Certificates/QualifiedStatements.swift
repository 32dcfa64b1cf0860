/// The issuer's statements about a qualified certificate (RFC 3739 §3.2.6; ETSI EN 319 412-5 §4).
package struct QualifiedStatements: Hashable, Sendable {
    /// The purpose of the certificate, 0.4.0.1862.1.6.
    package enum Purpose: Hashable, Sendable {
        case signature, seal, webSite
        case other(OID)

        init(_ identifier: OID) {
            switch identifier {
            case "0.4.0.1862.1.6.1": self = .signature
            case "0.4.0.1862.1.6.2": self = .seal
            case "0.4.0.1862.1.6.3": self = .webSite
            default: self = .other(identifier)
            }
        }
    }

    /// QcCompliance: qualified under European Union law.
    package let isQualified: Bool
    /// QcSSCD: the private key is in a qualified device.
    package let keyIsInQualifiedDevice: Bool
    /// QcType; empty when the certificate has none.
    package let purposes: [Purpose]

    /// - Parameter statements: each statement with its value, if the value is an identifier.
    init(_ statements: [(statement: OID, value: OID?)]) {
        isQualified = statements.contains { $0.statement == "0.4.0.1862.1.1" }
        keyIsInQualifiedDevice = statements.contains { $0.statement == "0.4.0.1862.1.4" }
        purposes = statements.filter { $0.statement == "0.4.0.1862.1.6" }.compactMap(\.value).map(Purpose.init)
    }
}
