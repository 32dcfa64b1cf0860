import Foundation

/// The socket calls of the agents: TCP over IPv4 on 127.0.0.1.
enum LoopbackSocket {
    static func make() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemCallFailure("socket") }
        return descriptor
    }

    /// - Parameter host: An address in 127.0.0.0/8.
    static func withAddress<Result>(
        port: Int, host: String = "127.0.0.1", _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Returns a connected socket whose reads and writes time out after `limit`.
    static func connected(to port: Int, from source: String? = nil, limit: Duration) throws -> Int32 {
        let descriptor = try make()
        var time = timeval(tv_sec: Int(limit.components.seconds), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
        if let source {
            // Otherwise many connections from one address would use up the ports at `bind`.
            var isOn: Int32 = 1
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, size)
            setsockopt(descriptor, Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, &isOn, size)
            guard withAddress(port: 0, host: source, { bind(descriptor, $0, $1) }) == 0 else {
                defer { close(descriptor) }
                throw SystemCallFailure("bind to \(source)")
            }
        }
        guard withAddress(port: port, { connect(descriptor, $0, $1) }) == 0 else {
            defer { close(descriptor) }
            throw SystemCallFailure("connect to 127.0.0.1:\(port)")
        }
        return descriptor
    }
}

/// A failed system call.
package struct SystemCallFailure: Error, CustomStringConvertible {
    package let call: String
    package let code: Int32

    init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    package var description: String { "\(call): \(String(cString: strerror(code)))" }
}
