import Storage

/// What travels to the server together, in one round trip.
struct Exchange {
    /// How the transaction begins; nil when it has begun.
    var beginning: Access?
    var statements: [Statement]
    var isCommitting: Bool
}
