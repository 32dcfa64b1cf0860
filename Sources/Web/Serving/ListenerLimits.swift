/// The limits that listeners apply to each client.
package struct ListenerLimits: Hashable, Sendable {
    /// How many SAML requests one IPv4 address or IPv6 /64 network may bring per minute. The address may belong to an
    /// office, or to an access provider that translates the addresses of many customers (NAT).
    package let loginsPerAddressAndMinute: Int

    /// How many connections each listener accepts.
    package let connections: ConnectionLimits

    /// How long a connection may stay in each of its phases. On the certificate listener the handshake may take longer.
    package let deadlines: ConnectionDeadlines

    /// How long a citizen may take to choose a certificate and type the card's PIN during the handshake.
    package let certificateHandshake: Duration

    package init(
        loginsPerAddressAndMinute: Int = 300, connections: ConnectionLimits = .standard,
        deadlines: ConnectionDeadlines = ConnectionDeadlines(), certificateHandshake: Duration = .seconds(300)
    ) {
        self.loginsPerAddressAndMinute = loginsPerAddressAndMinute
        self.connections = connections
        self.deadlines = deadlines
        self.certificateHandshake = certificateHandshake
    }

    /// 300 logins a minute, 15 s a request, 4,096 connections, five minutes for a card's PIN.
    package static let standard = ListenerLimits()

    /// The deadlines of a listener whose handshake waits for the citizen.
    var certificateDeadlines: ConnectionDeadlines {
        ConnectionDeadlines(
            opening: deadlines.opening, handshake: certificateHandshake, awaitingRequest: deadlines.awaitingRequest,
            request: deadlines.request, taking: deadlines.taking)
    }
}
