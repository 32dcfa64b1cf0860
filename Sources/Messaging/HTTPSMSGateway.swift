import AsyncHTTPClient
package import Broker
import Citizens
import Foundation
import NIOCore
import NIOHTTP1

/// Hands messages to a gateway over HTTP: a POST of JSON with the members `to` (E.164), `text` and `validUntil`
/// (ISO 8601, UTC).
///
/// 2xx means that the gateway has accepted the message; 408, 429 and 5xx, like silence, that it may later; anything
/// else that it never will.
package struct HTTPSMSGateway: Sendable {
    private let url: String
    private let token: String?
    private let client: HTTPClient
    private let patience: TimeAmount

    /// - Parameters:
    ///   - url: where to POST.
    ///   - token: sent as `Authorization: Bearer`, when there is one.
    ///   - patience: how long a gateway may take, connection included.
    package init(url: String, token: String?, patience: Duration = .seconds(10)) {
        self.url = url
        self.token = token
        self.patience = .seconds(patience.components.seconds)
        client = .withoutRedirects
    }

    package var gateway: SMSGateway {
        SMSGateway { message in try await send(message) }
    }

    private struct Body: Encodable {
        let to: String
        let text: String
        let validUntil: Date
    }

    private func send(_ message: SMS) async throws {
        let status: UInt
        do {
            let response = try await client.execute(request(for: message), timeout: patience)
            _ = try? await response.body.collect(upTo: 65_536)
            status = response.status.code
        } catch {
            throw SMSFailure.temporary("the gateway does not answer")
        }
        switch status {
        case 200..<300: return
        case 408, 429, 500...: throw SMSFailure.temporary("the gateway answers \(status)")
        default: throw SMSFailure.permanent("the gateway answers \(status)")
        }
    }

    private func request(for message: SMS) throws -> HTTPClientRequest {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        let body = Body(to: message.recipient.text, text: message.text, validUntil: message.validUntil)
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        request.body = .bytes(ByteBuffer(bytes: try encoder.encode(body)))
        return request
    }
}
