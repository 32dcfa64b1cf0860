/// How often PINs are sent, and how often one may be wrong, counted for unknown documents too.
///
/// Three tries at 15 bits are no protection by themselves: the limits are.
package struct PINLimits: Hashable, Sendable {
    package let limits: [RateLimit]

    package init(limits: [RateLimit]) {
        self.limits = limits
    }

    /// Per document: 30 s between requests, 5 an hour, 10 a day; 10 wrong codes a day and 5 wrong contrasts an hour.
    /// Per client address, behind which an office may sit: 30 requests and 20 wrong contrasts an hour. In total 600
    /// requests a minute, which is an alarm, too.
    package static let standard = PINLimits(limits: [
        RateLimit(.pinRequest, per: .document, maximum: 1, in: .seconds(30)),
        RateLimit(.pinRequest, per: .document, maximum: 5, in: .seconds(3600)),
        RateLimit(.pinRequest, per: .document, maximum: 10, in: .seconds(86_400)),
        RateLimit(.wrongCode, per: .document, maximum: 10, in: .seconds(86_400)),
        RateLimit(.wrongContrast, per: .document, maximum: 5, in: .seconds(3600)),
        RateLimit(.pinRequest, per: .clientAddress, maximum: 30, in: .seconds(3600)),
        RateLimit(.wrongContrast, per: .clientAddress, maximum: 20, in: .seconds(3600)),
        RateLimit(.pinRequest, per: .everything, maximum: 600, in: .seconds(60)),
    ])

    /// Those that a request for a PIN must pass: all of them, since wrong codes and contrasts pause PIN.
    package var beforeRequest: [RateLimit] { limits }

    /// Those that typing an access code must pass.
    package var beforeCode: [RateLimit] { limits.filter { $0.event == .wrongCode } }
}
