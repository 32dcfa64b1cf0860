import Foundation

/// Sends one request over a new connection, blocking: plain HTTP over a socket, https through `curl`, which supports
/// client certificates and sends the same octets.
struct HTTPTransport: Sendable {
    let identity: TLSIdentity?
    let trustedCertificates: String?
    let limit: Duration

    func exchange(_ request: HTTPRequest, cookies: String?) throws -> HTTPResponse {
        let origin = Origin(request.url)
        guard origin.isLoopback else { throw HTTPError.notLoopback(origin.host) }
        let octets =
            origin.scheme == "https"
            ? try throughTLS(request, cookies: cookies)
            : try throughSocket(HTTPWire.octets(of: request, cookies: cookies), port: origin.port)
        return try HTTPWire.response(from: octets, to: request.url)
    }

    private func throughSocket(_ octets: [UInt8], port: Int) throws -> [UInt8] {
        let descriptor = try LoopbackSocket.connected(to: port, limit: limit)
        defer { close(descriptor) }
        var sent = 0
        while sent < octets.count {
            let count = octets[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            // A server may respond and close before it has read a body that is too large.
            guard count > 0 else { break }
            sent += count
        }
        return try Self.readAll(descriptor)
    }

    private static func readAll(_ descriptor: Int32) throws -> [UInt8] {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && received.isEmpty { throw SystemCallFailure("recv") }
            guard count > 0 else { return received }
            received += buffer.prefix(count)
            // Some servers (chromedriver) leave the connection open despite Connection: close.
            if HTTPWire.isComplete(received) { return received }
        }
    }

    private func throughTLS(_ request: HTTPRequest, cookies: String?) throws -> [UInt8] {
        let directory = try TemporaryDirectory("https")
        var arguments = [
            "--silent", "--show-error", "--include", "--raw", "--http1.1", "--noproxy", "*", "--path-as-is",
            "--max-time", String(limit.components.seconds), "--request", request.method,
            "--output", directory.path("response"),
        ]
        if let trustedCertificates { arguments += ["--cacert", trustedCertificates] }
        if let identity { arguments += ["--cert", identity.certificatePath, "--key", identity.keyPath] }
        for field in request.headers { arguments += ["--header", "\(field.name): \(field.value)"] }
        if let cookies { arguments += ["--header", "Cookie: \(cookies)"] }
        if !request.body.isEmpty || request.method == "POST" {
            try Data(request.body).write(to: directory.url.appendingPathComponent("body"))
            arguments += ["--data-binary", "@\(directory.path("body"))"]
        }
        let curl = try LocalProcess("curl", arguments + [request.url.absoluteString])
        while curl.ended == nil { usleep(2_000) }
        guard curl.ended == 0 else { throw HTTPError.tls(curl.output) }
        return Array(try Data(contentsOf: directory.url.appendingPathComponent("response")))
    }
}

/// The PEM files of a client certificate and its key.
package struct TLSIdentity: Sendable, Hashable {
    package let certificatePath: String
    package let keyPath: String

    package init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }
}
