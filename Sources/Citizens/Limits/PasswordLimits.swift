/// How many passwords one client may try over many documents, and how many messages a known password may cause.
///
/// Each document's own protection is `PasswordPause`; this is against trying one password on everybody.
package struct PasswordLimits: Hashable, Sendable {
    package let limits: [RateLimit]

    package init(limits: [RateLimit]) {
        self.limits = limits
    }

    /// Per client address, behind which an office may sit: 100 passwords an hour; in total 1,000 a minute. One-time
    /// codes go out as seldom as PINs.
    package static let standard = PasswordLimits(limits: [
        RateLimit(.passwordAttempt, per: .clientAddress, maximum: 100, in: .seconds(3600)),
        RateLimit(.passwordAttempt, per: .everything, maximum: 1000, in: .seconds(60)),
        RateLimit(.oneTimeCodeRequest, per: .document, maximum: 1, in: .seconds(30)),
        RateLimit(.oneTimeCodeRequest, per: .document, maximum: 5, in: .seconds(3600)),
        RateLimit(.oneTimeCodeRequest, per: .document, maximum: 10, in: .seconds(86_400)),
    ])

    /// Those that a password must pass before it is judged.
    package var beforePassword: [RateLimit] { limits.filter { $0.event == .passwordAttempt } }

    /// Those that sending a one-time code must pass.
    package var beforeOneTimeCode: [RateLimit] { limits.filter { $0.event == .oneTimeCodeRequest } }
}
