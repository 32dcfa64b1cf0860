import Foundation
import TestAgents
import TestBroker
import Testing

@testable import Web

/// Tests bodies with malformed framing. The bug: they caused a 503 and an error in the log, as faults of the broker do.
struct MalformedFramingTests {
    private static let chunked = "Transfer-Encoding: chunked\r\n\r\n"

    @Test(arguments: [
        ("an obscured Transfer-Encoding", "Transfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        ("chunked that is not the last", "Transfer-Encoding: chunked, identity\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        ("chunked with a length", "Content-Length: 5\r\n" + chunked + "5\r\nhello\r\n0\r\n\r\n"),
        ("a chunk that overflows", chunked + "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"),
        ("a negative chunk", chunked + "-5\r\nhello\r\n0\r\n\r\n"),
        ("a chunk without hexadecimal digits", chunked + "zz\r\nhello\r\n0\r\n\r\n"),
        ("a chunk that is longer than its length", chunked + "3\r\nhello\r\n0\r\n\r\n"),
        ("a body that ends before its length", "Content-Length: 100\r\n\r\nSAMLRequest=a"),
        ("a chunked body that does not end", chunked + "5\r\nhello\r\n"),
        ("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
        ("a negative length", "Content-Length: -5\r\n\r\nhello"),
    ])
    func `gets 400 and the connection is closed`(_ name: String, _ framing: String) async throws {
        let world = try await BrokerWorld()
        try await RunningListener.publicOne(world, limits: .standard) { port in
            for address in ["/saml/sso", "/saml/slo", "/saml/slo/soap", "/login/x/pin", "/"] {
                let connection = try RawConnection(port: port)
                let type = address.hasSuffix("soap") ? "text/xml" : "application/x-www-form-urlencoded"
                connection.send(
                    "POST \(address) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: \(type)\r\n\(framing)".utf8)
                connection.finishSending()
                let answer = try await connection.receiveAll()
                let status = answer.prefix(12)
                #expect(status.hasPrefix("HTTP/1.1 4"), "\(name) at \(address): \(answer.prefix(200))")
                if address == "/saml/sso" {
                    #expect(status == "HTTP/1.1 400", "\(name)")
                    #expect(answer.lowercased().contains("\r\nconnection: close\r\n"), "\(name)")
                }
            }
        }
    }
}
