import Storage

/// The messages that are sent to the server in one round trip.
struct Exchange {
    /// The BEGIN to send first; nil when the transaction has begun.
    var beginning: Access?
    var statements: [Statement]
    var isCommitting: Bool
}
