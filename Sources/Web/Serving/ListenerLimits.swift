/// What the listeners bear of one client.
package struct ListenerLimits: Hashable, Sendable {
    /// How many requests of services one address, or IPv6 network of 64 bits, may bring a minute. An office or the
    /// translation of addresses of a whole operator may be behind it.
    package let loginsPerAddressAndMinute: Int

    package init(loginsPerAddressAndMinute: Int) {
        self.loginsPerAddressAndMinute = loginsPerAddressAndMinute
    }

    /// 300 logins a minute.
    package static let standard = ListenerLimits(loginsPerAddressAndMinute: 300)
}
