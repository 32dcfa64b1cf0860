import Foundation
import HTTPTypes

/// Reads `Client-Cert`, in which a proxy that ends TLS hands on the certificate that the browser showed.
///
/// - SeeAlso: RFC 9440 §2.2; RFC 8941 §3.3.5 and §4.2.7 for its octets.
enum ClientCertificateField {
    /// Why there is something in the request that is no certificate. The proxy wrote it: it is not the citizen's fault.
    enum Failure: Error, Hashable {
        /// More than one: a proxy that does not take away what came from outside.
        case repeated(Int)
        /// Not base64 between two colons.
        case malformed
    }

    /// The certificate as DER, which is yet to be judged; nil when there is none.
    static func certificate(in fields: HTTPFields) throws(Failure) -> [UInt8]? {
        let values = fields[values: name]
        guard let value = values.first else { return nil }
        guard values.count == 1 else { throw .repeated(values.count) }
        let text = value.trimmingCharacters(in: CharacterSet(charactersIn: " "))
        guard text.count > 2, text.hasPrefix(":"), text.hasSuffix(":"),
            let octets = Data(base64Encoded: String(text.dropFirst().dropLast())),
            ":\(octets.base64EncodedString()):" == text  // Foundation takes "====" for an octet
        else { throw .malformed }
        return Array(octets)
    }

    private static let name = HTTPField.Name("Client-Cert")!
}
