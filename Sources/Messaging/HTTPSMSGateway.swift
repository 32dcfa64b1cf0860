import AsyncHTTPClient
package import Broker
import Citizens
import Foundation
package import Logging
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
    private let exchange: HTTPExchange
    private let log: Logger

    /// The most octets that are read of a gateway's answer.
    package static let maximumBytes = 65_536

    /// - Parameters:
    ///   - url: where to POST.
    ///   - token: sent as `Authorization: Bearer`, when there is one.
    ///   - deadline: how long an exchange may take, from the connection to the last octet of the answer.
    package init(url: String, token: String?, deadline: Duration = .seconds(10), log: Logger) {
        self.url = url
        self.token = token
        exchange = HTTPExchange(deadline: deadline, maximumBytes: Self.maximumBytes)
        self.log = log
    }

    package var gateway: SMSGateway {
        SMSGateway(deadline: exchange.deadline) { message in try await send(message) }
    }

    private struct Body: Encodable {
        let to: String
        let text: String
        let validUntil: Date
    }

    private func send(_ message: SMS) async throws {
        let start = ContinuousClock.now
        let answer: HTTPExchange.Answer
        do {
            answer = try await exchange.perform(request(for: message))
        } catch let failure as HTTPExchange.Failure {
            report("sms: the gateway does not answer", failure, since: start)
            throw SMSFailure.temporary("the gateway does not answer")
        }
        // The status says what became of the message. It is not sent again because the rest of the answer is missing.
        if case .failure(let failure) = answer.body {
            report("sms: the gateway's answer is incomplete", failure, since: start, status: answer.status)
        } else if ContinuousClock.now - start >= exchange.deadline / 2 {
            report("sms: the gateway is slow", nil, since: start, status: answer.status)
        }
        switch answer.status {
        case 200..<300: return
        case 408, 429, 500...: throw SMSFailure.temporary("the gateway answers \(answer.status)")
        default: throw SMSFailure.permanent("the gateway answers \(answer.status)")
        }
    }

    /// Logs an exchange that failed or was slow. Nothing of the message is in the line.
    private func report(
        _ text: Logger.Message, _ failure: HTTPExchange.Failure?, since start: ContinuousClock.Instant,
        status: UInt? = nil
    ) {
        var metadata: Logger.Metadata = [
            "milliseconds": "\(Int64((ContinuousClock.now - start) / .milliseconds(1)))"
        ]
        if let failure { metadata["cause"] = "\(failure)" }
        if let status { metadata["status"] = "\(status)" }
        log.warning(text, metadata: metadata)
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
