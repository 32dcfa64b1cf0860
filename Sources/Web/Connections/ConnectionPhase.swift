/// The phase of a connection between accept and close.
enum ConnectionPhase: String, Hashable, Sendable, CaseIterable {
    /// Accepted. No whole ClientHello has arrived; on a listener without TLS, no octet.
    case opening
    /// The ClientHello has arrived. The citizen may be choosing a certificate.
    case handshake
    /// The handshake has ended, and no octet has arrived since.
    case awaitingRequest = "silence"
    /// The first octets of the first request have arrived; its head is incomplete.
    case beginning
    /// The head of a request has arrived; its end has not.
    case receiving
    /// A whole request has arrived, and its response is not yet written.
    case answering
    /// All requests are answered: the connection waits for another.
    case idle
    /// The client does not read what is written to it.
    case stalled

    /// Whether `ConnectionWatch` closes the connection when the time of its phase ends. `RequestDeadline` handles a
    /// request that is arriving, because it can answer it.
    var isWatched: Bool { self != .receiving && self != .answering }

    /// Whether the connection may be closed in favour of another.
    var isEvictable: Bool { self != .answering }
}
