import Broker
import Foundation
import Synchronization

/// A gateway that keeps the last message instead of sending it.
final class Telephone: Sendable {
    private let last = Mutex<String?>(nil)
    private let arrived = DispatchSemaphore(value: 0)

    struct Silence: Error {}

    var gateway: SMSGateway {
        SMSGateway { [self] message in
            last.withLock { $0 = message.text }
            arrived.signal()
        }
    }

    /// Blocks the calling thread until the next message arrives, and returns it.
    func nextMessage() throws -> String {
        guard arrived.wait(timeout: .now() + 10) == .success, let text = last.withLock({ $0 }) else {
            throw Silence()
        }
        return text
    }
}
