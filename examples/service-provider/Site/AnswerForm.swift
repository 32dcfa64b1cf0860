import HTTPTypes
import Hummingbird
import NIOCore

/// The form that is posted to the AssertionConsumerService.
struct AnswerForm: Sendable {
    /// More than the largest message: browsers percent-encode one in twenty of its characters.
    private static let maximumBytes = 262_144

    /// A genuine form has two fields. The limit bounds the work of decoding.
    private static let maximumFields = 40

    private struct Fields: Decodable {
        let samlResponse: String
        let relayState: String?

        enum CodingKeys: String, CodingKey {
            case samlResponse = "SAMLResponse"
            case relayState = "RelayState"
        }
    }

    let samlResponse: String
    let relayState: String?

    /// Nil when the form is too large, has another type, lacks the field SAMLResponse, or has a field twice.
    init?(_ request: Request) async throws {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.split(separator: ";").first == "application/x-www-form-urlencoded" else { return nil }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.maximumBytes)
        } catch is NIOTooManyBytesError {
            return nil
        }
        guard body.readableBytesView.count(where: { $0 == UInt8(ascii: "&") }) < Self.maximumFields else { return nil }
        guard let fields = try? URLEncodedFormDecoder().decode(Fields.self, from: String(buffer: body)) else {
            return nil
        }
        samlResponse = fields.samlResponse
        relayState = fields.relayState
    }
}
