import HTTPTypes
import Hummingbird
import NIOCore

/// The form that arrives at the AssertionConsumerService.
struct AnswerForm: Sendable {
    /// More than the largest message, of which browsers percent-encode one character in twenty.
    private static let maximumBytes = 262_144

    /// A Response has two fields; who sends many wants them decoded.
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

    /// Nil when it is no such form: too large, of another type, without the field, or with a field twice.
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
