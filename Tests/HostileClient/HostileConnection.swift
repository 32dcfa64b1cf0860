import Foundation

/// One TCP connection to a port of this machine, from an address of its own choice.
///
/// Its calls block, with a limit of ten seconds each: use it through ``Crowd``, or off the cooperative threads.
package final class HostileConnection: Sendable {
    package let source: Source
    private let descriptor: Int32

    /// - Throws: `Trouble` when the system or the other end refuses.
    package init(to port: Int, from source: Source) throws {
        self.source = source
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Trouble.refused("socket", errno) }
        var time = timeval(tv_sec: 10, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
        // Many connections from one address would else use up the ports at `bind`, before their ends are known.
        var isOn: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        setsockopt(
            descriptor, Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, &isOn, socklen_t(MemoryLayout<Int32>.size))
        do {
            try Self.call("bind", descriptor, source.loopback, port: 0, bind)
            try Self.call("connect", descriptor, [127, 0, 0, 1], port: port, connect)
        } catch {
            // The initializer throws after all properties are set, so deinit closes the descriptor.
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Sends octets as they are; false when the other end does not take them.
    @discardableResult
    package func send(_ text: String) -> Bool {
        let octets = Array(text.utf8)
        return Foundation.send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) == octets.count
    }

    /// Whether the other end has kept the connection open, and without a word.
    package var isOpen: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) == 0
    }

    /// All that the other end says until it closes the connection, or until ten seconds of silence.
    package func answer() -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: received, as: UTF8.self) }
            received += buffer.prefix(count)
        }
    }

    private static func call(
        _ name: String, _ descriptor: Int32, _ numbers: [UInt8], port: Int,
        _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = numbers.reduce(in_addr_t(0)) { $0 << 8 | in_addr_t($1) }.bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Trouble.refused(name, errno) }
    }

    /// What the system said.
    package enum Trouble: Error, CustomStringConvertible {
        case refused(String, Int32)

        package var description: String {
            switch self {
            case .refused(let call, let code): "\(call): \(String(cString: strerror(code)))"
            }
        }
    }
}
