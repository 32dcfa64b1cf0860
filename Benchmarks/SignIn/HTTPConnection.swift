import Foundation

/// A client with minimal cost: one persistent connection with blocking, sequential requests.
final class HTTPConnection {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The parts of a response that a browser uses.
    struct Response {
        let status: Int
        let head: Octets
        let body: Octets
    }

    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// - Parameter source: The source address, in 127.0.0.0/8.
    init(port: Int, from source: UInt32) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "socket: errno \(errno)") }
        try call("bind", Self.address(source, port: 0), bind)
        try call("connect", Self.address(0x7F00_0001, port: port), connect)
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    func send(_ request: String) throws -> Response {
        let octets = Array(request.utf8)
        var sent = 0
        while sent < octets.count {
            let count = octets[sent...].withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(description: "send: errno \(errno)") }
            sent += count
        }
        return try receive()
    }

    private func receive() throws -> Response {
        var received: [UInt8] = []
        var end: (head: Int, whole: Int)?
        while end.map({ received.count < $0.whole }) ?? true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failure(description: "the server closed: errno \(errno)") }
            received += buffer[..<count]
            if end == nil, let head = Octets(received).offset(after: "\r\n\r\n") {
                let length = Octets(received[..<head]).field("content-length").flatMap { Int($0) }
                end = (head, head + (length ?? 0))
            }
        }
        let head = end?.head ?? 0
        let status = Int(String(decoding: received[9..<12], as: UTF8.self)) ?? 0
        return Response(status: status, head: Octets(received[..<head]), body: Octets(received[head...]))
    }

    private func call(
        _ name: String, _ address: sockaddr_in, _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) throws {
        let status = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(description: "\(name): errno \(errno)") }
    }

    private static func address(_ host: UInt32, port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr = in_addr(s_addr: host.bigEndian)
        return address
    }
}
