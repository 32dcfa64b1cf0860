import Foundation

extension Duration {
    /// The same length in seconds, as Foundation counts.
    var timeInterval: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18
    }
}
