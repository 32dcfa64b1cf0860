import Foundation

/// A client of the W3C WebDriver protocol.
struct WebDriver: Sendable {
    /// An error that the driver returned.
    struct Failure: Error, CustomStringConvertible {
        let error: String
        let message: String
        var description: String { "\(error): \(message)" }
    }

    let port: Int
    /// The time limit of a command: a page that never finishes loading also blocks its command.
    let limit: Duration

    func command(_ method: String, _ path: String, _ parameters: JSON? = nil) async throws -> JSON {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw PageError.badAddress(path) }
        let body = try method == "POST" ? (parameters ?? [:]).octets : []
        let request = HTTPRequest(
            method, url, headers: [HTTPField("Content-Type", "application/json; charset=utf-8")], body: body)
        let transport = HTTPTransport(identity: nil, trustedCertificates: nil, limit: limit)
        let response = try await offThePool { try transport.exchange(request, cookies: nil) }
        let value = try JSON(response.body)["value"]
        guard response.status == 200 else {
            throw Failure(
                error: value["error"].string ?? "status \(response.status)",
                message: value["message"].string.map { String($0.prefix { $0 != "\n" }) } ?? response.text)
        }
        return value
    }
}
