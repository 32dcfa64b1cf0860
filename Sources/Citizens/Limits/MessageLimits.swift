/// How many messages one person is sent: counted for a claim, which is the document and what was typed with it.
///
/// A PIN is counted for the document and its contrast datum, a code for the document whose password was right. Only one
/// claim of a document is right, so these are limits of the person's telephone; wrong data use up claims that the holder
/// does not need. A browser that has signed in as this person is counted by itself.
package struct MessageLimits: Hashable, Sendable {
    package let limits: [RateLimit]

    package init(limits: [RateLimit]) {
        self.limits = limits
    }

    /// 30 s between two, five an hour, ten a day.
    package static let standard = MessageLimits(
        limits: RateLimit.Event.allCases.flatMap { event in
            [
                RateLimit(event, maximum: 1, in: .seconds(30)),
                RateLimit(event, maximum: 5, in: .seconds(3600)),
                RateLimit(event, maximum: 10, in: .seconds(86_400)),
            ]
        })

    package func limits(of event: RateLimit.Event) -> [RateLimit] { limits.filter { $0.event == event } }

    /// The most messages that one claim is sent in a day.
    package func perDay(_ event: RateLimit.Event) -> Int {
        limits(of: event).filter { $0.window >= .seconds(86_400) }.map(\.maximum).min() ?? .max
    }
}
