import Foundation

extension Duration {
    /// The duration in seconds, as Foundation represents it.
    var timeInterval: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18
    }
}
