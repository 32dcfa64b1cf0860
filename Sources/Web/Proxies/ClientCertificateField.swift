import Foundation
import HTTPTypes
import Octets

/// Reads `Client-Cert`, in which a proxy that terminates TLS forwards the browser's certificate.
///
/// - SeeAlso: RFC 9440 §2.2; RFC 8941 §3.3.5 and §4.2.7 for its octets.
enum ClientCertificateField {
    /// Why the field contains no certificate. The proxy wrote it: it is not the citizen's fault.
    enum Failure: Error, Hashable {
        /// The field occurs more than once: the proxy does not remove the field that a client sent.
        case repeated(Int)
        /// The value is not base64 between two colons.
        case malformed
    }

    /// Returns the certificate as DER, not yet verified; nil when the field is absent.
    static func certificate(in fields: HTTPFields) throws(Failure) -> [UInt8]? {
        let values = fields[values: name]
        guard let value = values.first else { return nil }
        guard values.count == 1 else { throw .repeated(values.count) }
        let text = value.trimmingCharacters(in: CharacterSet(charactersIn: " "))
        guard text.count > 2, text.hasPrefix(":"), text.hasSuffix(":"),
            let octets = Base64.decodeCanonical(Array(text.dropFirst().dropLast().utf8))
        else { throw .malformed }
        return octets
    }

    private static let name = HTTPField.Name("Client-Cert")!
}
