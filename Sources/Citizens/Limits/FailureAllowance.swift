/// How many attempts without success a source may make before it has to wait.
///
/// An attempt is charged to the networks that it comes from before it is judged, and a success gives back what the same
/// login was charged for the same document: what remains are failures. Each document that signs in from a network gives
/// it a further attempt, so an office behind one address is not stopped by being many.
package struct FailureAllowance: Hashable, Sendable {
    /// For one address, over all documents. A wider network has a multiple of it.
    package let perAddress: [SlidingWindow]
    /// For one address and one document: passwords and requests for a PIN are counted apart.
    package let perDocument: [SlidingWindow]
    /// The same for passwords while many are tried for the document. A new source always has these.
    package let perDocumentUnderAttack: [SlidingWindow]
    /// From how many passwords a day on, charged to whichever source, a document is under attack.
    package let attackThreshold: Int
    /// For one lane of known browsers. When it is used up, the browser counts with its networks.
    package let perKnownBrowser: [SlidingWindow]
    /// The most credit that successes give a network.
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
    ///   - hourly: charges of one address in an hour.
    ///   - daily: charges of one address in a day.
    package static func standard(hourly: Int = 60, daily: Int = 200) -> FailureAllowance {
        FailureAllowance(
            perAddress: [SlidingWindow(hourly, in: .seconds(3600)), SlidingWindow(daily, in: .seconds(86_400))],
            perDocument: [SlidingWindow(5, in: .seconds(3600)), SlidingWindow(10, in: .seconds(86_400))],
            perDocumentUnderAttack: [SlidingWindow(2, in: .seconds(86_400))], attackThreshold: 50,
            perKnownBrowser: [SlidingWindow(10, in: .seconds(3600)), SlidingWindow(20, in: .seconds(86_400))],
            maximumCredit: 2000)
    }

    /// How many times the allowance of one address a wider network has.
    ///
    /// An IPv6 customer is given a network of 48 to 64 bits, so an attacker has as many addresses as the network has.
    package static func factor(prefixLength: Int) -> Int {
        switch prefixLength {
        case ...48: 4
        case ...56: 2
        default: 1
        }
    }
}
