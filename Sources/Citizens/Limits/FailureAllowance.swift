/// The number of failed attempts that a source may make before it has to wait.
///
/// An attempt is charged to its networks before its data are checked. A sign-in cancels the charges of its login for
/// its document, so the remaining charges are failures. Each document that signs in from a network also gives it one
/// more attempt, so that many people in an office behind one address can sign in.
package struct FailureAllowance: Hashable, Sendable {
    /// For one address, over all documents. A wider network has a multiple of it.
    package let perAddress: [SlidingWindow]
    /// For one address and one document. Passwords and requests for a PIN are counted separately.
    package let perDocument: [SlidingWindow]
    /// For one address and one document under attack: passwords only. Every new source has these attempts.
    package let perDocumentUnderAttack: [SlidingWindow]
    /// The number of passwords a day, from all sources together, from which a document is under attack.
    package let attackThreshold: Int
    /// For one lane of known browsers. After that, the attempts of these browsers are charged to their networks.
    package let perKnownBrowser: [SlidingWindow]
    /// The most additional attempts that a network can gain from sign-ins.
    package let maximumCredit: Int

    package init(
        perAddress: [SlidingWindow], perDocument: [SlidingWindow], perDocumentUnderAttack: [SlidingWindow],
        attackThreshold: Int, perKnownBrowser: [SlidingWindow], maximumCredit: Int
    ) {
        self.perAddress = perAddress
        self.perDocument = perDocument
        self.perDocumentUnderAttack = perDocumentUnderAttack
        self.attackThreshold = attackThreshold
        self.perKnownBrowser = perKnownBrowser
        self.maximumCredit = maximumCredit
    }

    /// - Parameters:
    ///   - hourly: The most charges of one address in an hour.
    ///   - daily: The most charges of one address in a day.
    package static func standard(hourly: Int = 60, daily: Int = 200) -> FailureAllowance {
        FailureAllowance(
            perAddress: [SlidingWindow(hourly, in: .seconds(3600)), SlidingWindow(daily, in: .seconds(86_400))],
            perDocument: [SlidingWindow(5, in: .seconds(3600)), SlidingWindow(10, in: .seconds(86_400))],
            perDocumentUnderAttack: [SlidingWindow(2, in: .seconds(86_400))], attackThreshold: 50,
            perKnownBrowser: [SlidingWindow(10, in: .seconds(3600)), SlidingWindow(20, in: .seconds(86_400))],
            maximumCredit: 2000)
    }

    /// Returns the factor by which the allowance of one address is multiplied for a wider network.
    ///
    /// An IPv6 customer has a network of 48 to 64 bits, so an attacker can use all addresses of that network.
    package static func factor(prefixLength: Int) -> Int {
        switch prefixLength {
        case ...48: 4
        case ...56: 2
        default: 1
        }
    }
}
