import AsyncHTTPClient
package import Broker
import Citizens
import Foundation
package import Logging
import NIOCore
import NIOHTTP1

/// Sends messages to a gateway over HTTP: a POST of JSON with the members `to` (E.164), `text` and `validUntil`
/// (ISO 8601, UTC).
///
/// Status 2xx means that the gateway has accepted the message. 408, 429, 5xx and no response are temporary failures.
/// Any other status is a permanent failure.
package struct HTTPSMSGateway: Sendable {
    private let url: String
    private let token: String?
    private let exchange: HTTPExchange
    private let log: Logger

    /// The size limit of a gateway's response, in octets.
    package static let maximumBytes = 65_536

    /// - Parameters:
    ///   - url: The URL for the POST.
    ///   - token: Sent as `Authorization: Bearer`, unless nil.
    ///   - deadline: The time limit of an exchange, from the connection to the last octet of the response.
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
            let duration = Self.milliseconds(since: start)
            throw SMSFailure.temporary("the gateway does not answer: \(failure), after \(duration) ms")
        }
        let duration = Self.milliseconds(since: start)
        switch answer.status {
        case 200..<300: reportAccepted(answer, milliseconds: duration)
        case 408, 429, 500...:
            throw SMSFailure.temporary("the gateway answers \(answer.status), after \(duration) ms")
        default: throw SMSFailure.permanent("the gateway answers \(answer.status), after \(duration) ms")
        }
    }

    /// Logs an accepted message whose response was incomplete or slow. `OutboxDispatcher` logs the failures. The log
    /// line contains no part of the message.
    ///
    /// The status decides whether the message was accepted. A message is not sent again because the remaining response
    /// is missing.
    private func reportAccepted(_ answer: HTTPExchange.Answer, milliseconds: Int64) {
        var metadata: Logger.Metadata = ["milliseconds": "\(milliseconds)", "status": "\(answer.status)"]
        if case .failure(let failure) = answer.body {
            metadata["cause"] = "\(failure)"
            log.warning("sms: the gateway's answer is incomplete", metadata: metadata)
        } else if .milliseconds(milliseconds) >= exchange.deadline / 2 {
            log.warning("sms: the gateway is slow", metadata: metadata)
        }
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Int64 {
        Int64((ContinuousClock.now - start) / .milliseconds(1))
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
