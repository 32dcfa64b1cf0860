/// One thing that is measured: its name, what it counts, and the labels that tell its lines apart.
///
/// Names and units follow Prometheus: seconds, `_total` for what only grows.
/// - SeeAlso: https://prometheus.io/docs/practices/naming
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// What only grows.
        case counter
        /// What goes up and down.
        case gauge
        /// Durations, by the upper bounds in seconds of what they are sorted into, the least first; infinity is implied.
        case histogram(buckets: [Double])
    }

    package let name: String
    package let help: String
    package let kind: Kind
    /// The names of its labels, in the order in which their values are given.
    package let labels: [String]
    /// Values of labels that are shown from the beginning, with 0: a rate can be told from the first event on.
    package let known: [[String]]

    package init(_ name: String, _ kind: Kind, labels: [String] = [], known: [[String]] = [], help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.known = labels.isEmpty && kind == .counter ? [[]] : known
        self.help = help
    }
}
