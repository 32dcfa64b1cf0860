/// Which messages of the outbox wait for each other: the lanes are claimed, sent and limited apart.
package enum OutboxLane: String, CaseIterable, Sendable {
    /// Messages to people of whom something was proved: the browser has signed in before, or the password was right.
    case known
    /// All other messages.
    case stranger
}
