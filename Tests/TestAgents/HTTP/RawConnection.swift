import Foundation

/// A TCP connection to a port of this machine that says what a test says, or nothing.
package final class RawConnection: Sendable {
    private let descriptor: Int32

    /// - Parameter source: an address of 127.0.0.0/8 from which to come.
    /// - Throws: `SystemCallFailure`.
    package init(port: Int, from source: String = "127.0.0.1") throws {
        descriptor = try LoopbackSocket.connected(to: port, from: source, limit: .seconds(10))
    }

    deinit { close(descriptor) }

    /// - Returns: false when the other end has closed the connection.
    @discardableResult
    package func send(_ octets: some Sequence<UInt8>) -> Bool {
        let octets = Array(octets)
        return Foundation.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) == octets.count
    }

    /// Says that nothing more comes, and goes on listening.
    package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Whether the other end has closed the connection.
    package var isClosed: Bool {
        var octet: UInt8 = 0
        let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || count < 0 && errno != EAGAIN && errno != EWOULDBLOCK
    }

    /// Whether the other end has kept the connection open and sent nothing that was not received.
    package var isSilent: Bool {
        var octet: UInt8 = 0
        let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    }

    /// Everything that comes until the other end closes the connection, or is silent for ten seconds.
    package func receiveAll() async throws -> String {
        try await offThePool { self.waitForAll() }
    }

    /// The same. It blocks the thread, so do not call it on a cooperative one.
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
