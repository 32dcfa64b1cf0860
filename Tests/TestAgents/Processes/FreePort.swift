import Foundation
import Synchronization

/// Free TCP ports on 127.0.0.1.
package enum FreePort {
    /// Below the system's range for outgoing connections, which could use a port in the meantime.
    private static let range = 20_000..<32_000
    private static let given = Mutex<Set<Int>>([])

    /// Returns a port that this process has not returned before.
    package static func take() -> Int {
        given.withLock { given in
            while true {
                let port = Int.random(in: range)
                guard !given.contains(port), canListen(on: port) else { continue }
                given.insert(port)
                return port
            }
        }
    }

    private static func canListen(on port: Int) -> Bool {
        guard let descriptor = try? LoopbackSocket.make() else { return false }
        defer { close(descriptor) }
        return LoopbackSocket.withAddress(port: port) { bind(descriptor, $0, $1) } == 0
    }
}
