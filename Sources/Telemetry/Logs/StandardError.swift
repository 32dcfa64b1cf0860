import Foundation
import Synchronization

/// The one stream to which lines of the log go, whole.
package enum StandardError {
    private static let turn = Mutex(())

    /// Writes a line without another's in between. One that cannot be written is lost: there is nowhere to say so.
    package static func write(_ line: [UInt8]) {
        turn.withLock { _ in
            var rest = line[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
