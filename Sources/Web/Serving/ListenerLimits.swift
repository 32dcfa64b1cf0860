/// What the listeners bear of one client.
package struct ListenerLimits: Hashable, Sendable {
    /// How many requests of services one address, or IPv6 network of 64 bits, may bring a minute. An office or the
    /// translation of addresses of a whole operator may be behind it.
    package let loginsPerAddressAndMinute: Int

    /// How long a request may take to arrive, from its first line to the end of its body; and how long a connection may
    /// be silent.
    package let requestDeadline: Duration

    package init(loginsPerAddressAndMinute: Int, requestDeadline: Duration = standard.requestDeadline) {
        self.loginsPerAddressAndMinute = loginsPerAddressAndMinute
        self.requestDeadline = requestDeadline
    }

    private init() {
        loginsPerAddressAndMinute = 300
        requestDeadline = .seconds(15)
    }

    /// 300 logins a minute, 15 s a request.
    package static let standard = ListenerLimits()
}
