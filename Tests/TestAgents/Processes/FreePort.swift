import Foundation
import Synchronization

/// TCP ports on 127.0.0.1 that nobody listens on.
package enum FreePort {
    /// Below the range from which the system takes the ports of outgoing connections, which could take one away.
    private static let range = 20_000..<32_000
    private static let given = Mutex<Set<Int>>([])

    /// A port that this process has not handed out before.
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
