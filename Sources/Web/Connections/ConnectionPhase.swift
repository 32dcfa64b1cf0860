/// Where a connection is between accept and its end.
enum ConnectionPhase: String, Hashable, Sendable, CaseIterable {
    /// Accepted; without a whole ClientHello, or on a plain listener without an octet.
    case opening
    /// The ClientHello is there. A citizen may be choosing a certificate.
    case handshake
    /// The handshake has ended, and nothing has come since.
    case silence
    /// The first octets of the first request are there; its head is not whole.
    case beginning
    /// The head of a request is there; its end is not.
    case receiving
    /// A whole request is there, and its answer is not written.
    case answering
    /// Everything is answered: the connection waits for another request.
    case idle
    /// The client does not take what is written to it.
    case stalled

    /// Whether `ConnectionWatch` closes the connection at the end of the allowance. A request on its way is
    /// `RequestDeadline`'s, which has an answer for it.
    var isWatched: Bool { self != .receiving && self != .answering }

    /// Whether the connection may be closed in favour of another one.
    var isEvictable: Bool { self != .answering }
}
