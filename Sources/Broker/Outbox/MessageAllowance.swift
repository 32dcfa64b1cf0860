import Foundation
import Storage
import Synchronization

/// The number of messages that a broker may still send within a minute, in each lane of the outbox.
///
/// Each broker counts its own messages, in memory. A shared count would be one database row on which all messages wait.
final class MessageAllowance: Sendable {
    /// The maximum number of messages in 60 seconds, for each lane.
    let perMinute: Int
    private let sent = Mutex<[OutboxLane: [Entry]]>([:])

    /// The messages of one second, counted from 1970.
    private struct Entry {
        let second: Int64
        var count: Int
    }

    init(perMinute: Int) {
        precondition(perMinute > 0, "a limit must be greater than 0")
        self.perMinute = perMinute
    }

    /// Takes up to that many messages from the allowance.
    ///
    /// - Returns: The number of messages that may be sent; 0 when the lane's allowance is used up.
    func take(_ wanted: Int, of lane: OutboxLane, at now: Date) -> Int {
        let second = Self.second(of: now)
        return sent.withLock { sent in
            // An entry is removed when its whole second is older than a minute. An entry in the future means that the
            // clock was set back.
            var entries = sent[lane, default: []].filter { (0...60).contains(second - $0.second) }
            let granted = max(0, min(wanted, perMinute - entries.reduce(0) { $0 + $1.count }))
            if granted > 0 {
                if entries.last?.second == second {
                    entries[entries.count - 1].count += granted
                } else {
                    entries.append(Entry(second: second, count: granted))
                }
            }
            sent[lane] = entries
            return granted
        }
    }

    /// Returns the unused part of an earlier `take` at that time to the allowance.
    func giveBack(_ unused: Int, of lane: OutboxLane, at now: Date) {
        let second = Self.second(of: now)
        sent.withLock { sent in
            guard let index = sent[lane]?.lastIndex(where: { $0.second == second }) else { return }
            sent[lane]?[index].count -= unused
        }
    }

    private static func second(of date: Date) -> Int64 { Int64(date.timeIntervalSince1970.rounded(.down)) }
}
