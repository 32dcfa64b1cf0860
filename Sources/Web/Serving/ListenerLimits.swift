/// What the listeners bear of one client.
package struct ListenerLimits: Hashable, Sendable {
    /// How many requests of services one address, or IPv6 network of 64 bits, may bring a minute. An office or the
    /// translation of addresses of a whole operator may be behind it.
    package let loginsPerAddressAndMinute: Int

    /// How many connections each listener holds.
    package let connections: ConnectionLimits

    /// How long a connection may stay in each of its phases; the handshake of the certificate listener has longer.
    package let deadlines: ConnectionDeadlines

    /// How long a citizen may choose a certificate and type the card's PIN, while the handshake waits.
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

    /// The deadlines where the handshake waits for a citizen.
    var certificateDeadlines: ConnectionDeadlines {
        ConnectionDeadlines(
            opening: deadlines.opening, handshake: certificateHandshake, silence: deadlines.silence,
            request: deadlines.request, taking: deadlines.taking)
    }
}
