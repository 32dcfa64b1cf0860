/// A queue of the outbox. Each lane is claimed, sent and limited separately, so messages wait only for messages of the
/// same lane.
package enum OutboxLane: String, CaseIterable, Sendable {
    /// Messages after a first proof: the browser has signed in before, or the password was correct.
    case known
    /// All other messages. The raw value is stored and is a label of metrics.
    case unknown = "stranger"
}
