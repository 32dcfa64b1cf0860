/// A metric: its name, its kind, and the labels that distinguish its series.
///
/// Names and units follow Prometheus: seconds, `_total` for counters.
/// - SeeAlso: https://prometheus.io/docs/practices/naming
package struct MetricFamily: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A value that only increases.
        case counter
        /// A value that increases and decreases.
        case gauge
        /// Durations, with the upper bounds of the buckets in seconds, in ascending order; infinity is implied.
        case histogram(buckets: [Double])
    }

    package let name: String
    package let help: String
    package let kind: Kind
    /// The names of its labels, in the order in which their values are given.
    package let labels: [String]
    /// The label values that are exported from the start, with 0, so that a rate includes the first event.
    package let known: [[String]]

    package init(_ name: String, _ kind: Kind, labels: [String] = [], known: [[String]] = [], help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.known = labels.isEmpty && kind == .counter ? [[]] : known
        self.help = help
    }
}
