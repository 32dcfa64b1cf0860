import NIOCore

/// How long a connection may stay in each of its phases.
package struct ConnectionDeadlines: Hashable, Sendable {
    /// From accept to a whole ClientHello; on a listener without TLS, to the first octet. Includes a PROXY header.
    package let opening: Duration
    /// From the ClientHello to the end of the handshake.
    package let handshake: Duration
    /// From the end of the handshake to the first octet of a request.
    package let awaitingRequest: Duration
    /// For a request to arrive, and for a connection to be idle after a response.
    package let request: Duration
    /// For a client to read what has been written, while the write buffer is full.
    package let taking: Duration

    package init(
        opening: Duration = .seconds(10), handshake: Duration = .seconds(10), awaitingRequest: Duration = .seconds(10),
        request: Duration = .seconds(15), taking: Duration = .seconds(30)
    ) {
        self.opening = opening
        self.handshake = handshake
        self.awaitingRequest = awaitingRequest
        self.request = request
        self.taking = taking
    }

    /// Returns the time that a phase may take; nil for the phases that Aldaba ends.
    func allowance(of phase: ConnectionPhase) -> TimeAmount? {
        switch phase {
        case .opening: TimeAmount(opening)
        case .handshake: TimeAmount(handshake)
        case .awaitingRequest: TimeAmount(awaitingRequest)
        case .beginning, .receiving, .idle: TimeAmount(request)
        case .stalled: TimeAmount(taking)
        case .answering: nil
        }
    }
}
