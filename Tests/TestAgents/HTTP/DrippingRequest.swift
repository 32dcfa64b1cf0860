import Foundation

/// A slow client. It sends the beginning of a request at once, and then single octets until the connection is closed.
package struct DrippingRequest: Sendable {
    package let port: Int
    package let beginning: String
    package let interval: Duration

    package init(port: Int, beginning: String, interval: Duration = .milliseconds(20)) {
        self.port = port
        self.beginning = beginning
        self.interval = interval
    }

    /// Sends octets until the other end closes the connection.
    ///
    /// - Returns: The response. Empty when there was none.
    /// - Throws: `DeadlineExceeded` when the connection is still open after the maximum number of octets.
    package func drip(atMost maximum: Int = 1000) async throws -> String {
        let milliseconds = Int32(interval / .milliseconds(1))
        return try await offThePool {
            let descriptor = try LoopbackSocket.connected(to: port, limit: .seconds(10))
            defer { close(descriptor) }
            var answer: [UInt8] = []
            var isOpen = Self.send(Array(beginning.utf8), to: descriptor)
            for _ in 0..<maximum where isOpen {
                isOpen =
                    try Self.listen(descriptor, for: milliseconds, to: &answer) && Self.send([0x61], to: descriptor)
            }
            while try Self.listen(descriptor, for: 0, to: &answer), !isOpen {}
            guard !isOpen else {
                throw DeadlineExceeded(
                    what: "the end of the connection", waited: interval * maximum, lastError: nil)
            }
            return String(decoding: answer, as: UTF8.self)
        }
    }

    /// - Returns: False when the other end has closed the connection.
    private static func listen(
        _ descriptor: Int32, for milliseconds: Int32, to answer: inout [UInt8]
    ) throws -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, milliseconds) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        answer += buffer.prefix(count)
        return true
    }

    private static func send(_ octets: [UInt8], to descriptor: Int32) -> Bool {
        Foundation.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) == octets.count
    }
}
