/// How often PINs are sent, and how often one may be wrong, counted for unknown documents too.
///
/// Three tries at 15 bits are no protection by themselves: the limits are. They must not be a switch either with which
/// somebody who knows no more than a number shuts its holder out. So what is sent and what is mistyped is counted for a
/// claim, the document together with the datum that was typed: only one datum is right, so this holds whatever leaves by
/// SMS to a limit for each document, while wrong data wear out claims that nobody needs. No counter is filled by wrong
/// data alone, and none looks at whether a claim is right.
///
/// What remains: who knows the right datum, too, can pause PIN for its holder; and who shares the holder's address can
/// while both are there.
package struct PINLimits: Hashable, Sendable {
    package let limits: [RateLimit]

    package init(limits: [RateLimit]) {
        self.limits = limits
    }

    /// Per claim: 30 s between requests, 5 an hour, 10 a day, and 10 wrong codes a day. Per document and client
    /// address: 5 requests an hour, 10 a day, which is how many data one may guess. Per client address, behind which an
    /// office may sit: 30 requests an hour. In total 600 requests a minute, which is an alarm, too.
    package static let standard = PINLimits(limits: [
        RateLimit(.pinRequest, per: .claim, maximum: 1, in: .seconds(30)),
        RateLimit(.pinRequest, per: .claim, maximum: 5, in: .seconds(3600)),
        RateLimit(.pinRequest, per: .claim, maximum: 10, in: .seconds(86_400)),
        RateLimit(.wrongCode, per: .claim, maximum: 10, in: .seconds(86_400)),
        RateLimit(.pinRequest, per: .documentFromAddress, maximum: 5, in: .seconds(3600)),
        RateLimit(.pinRequest, per: .documentFromAddress, maximum: 10, in: .seconds(86_400)),
        RateLimit(.pinRequest, per: .clientAddress, maximum: 30, in: .seconds(3600)),
        RateLimit(.pinRequest, per: .everything, maximum: 600, in: .seconds(60)),
    ])

    /// Those that a request for a PIN must pass: all of them, since wrong codes pause PIN.
    package var beforeRequest: [RateLimit] { limits }

    /// Those that typing an access code must pass.
    package var beforeCode: [RateLimit] { limits.filter { $0.event == .wrongCode } }
}
