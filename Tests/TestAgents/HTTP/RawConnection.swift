import Foundation

/// A TCP connection to a port of this machine, on which a test sends any octets or none.
package final class RawConnection: Sendable {
    private let descriptor: Int32

    /// - Parameter source: The source address, in 127.0.0.0/8.
    /// - Throws: `SystemCallFailure`.
    package init(port: Int, from source: String = "127.0.0.1") throws {
        descriptor = try LoopbackSocket.connected(to: port, from: source, limit: .seconds(10))
    }

    deinit { close(descriptor) }

    /// - Returns: False when the other end has closed the connection.
    @discardableResult
    package func send(_ octets: some Sequence<UInt8>) -> Bool {
        let octets = Array(octets)
        return Foundation.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) == octets.count
    }

    /// Closes the sending direction, and continues to receive.
    package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Whether the other end has closed the connection.
    package var isClosed: Bool {
        var octet: UInt8 = 0
        let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || count < 0 && errno != EAGAIN && errno != EWOULDBLOCK
    }

    /// Whether the connection is open and no received octets are waiting.
    package var isSilent: Bool {
        var octet: UInt8 = 0
        let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    }

    /// Returns all octets until the other end closes the connection or sends nothing for ten seconds.
    package func receiveAll() async throws -> String {
        try await offThePool { self.waitForAll() }
    }

    /// A blocking ``receiveAll()``. Do not call it on a cooperative thread.
    package func waitForAll() -> String {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += buffer.prefix(count)
        }
    }
}
