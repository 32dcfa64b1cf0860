package import CoreMetrics

/// Counts events and durations. It is passed on like any other dependency, so that two brokers in one process count
/// separately.
///
///     measurements.count(.rejections, "unsigned")
package struct Measurements: Sendable {
    private let factory: any MetricsFactory

    package init(into factory: any MetricsFactory) {
        self.factory = factory
    }

    /// Counts nothing.
    package static let none = Measurements(into: NOOPMetricsHandler.instance)

    /// - Parameter values: the values of the family's labels, in their order.
    package func count(_ family: MetricFamily, _ values: String..., by amount: Int = 1) {
        Counter(label: family.name, dimensions: dimensions(family, values), factory: factory).increment(by: amount)
    }

    package func observe(_ family: MetricFamily, _ duration: Duration, _ values: String...) {
        durations(family, values).observe(duration)
    }

    /// Returns the series of durations with these labels. Callers that measure often keep it.
    package func durations(_ family: MetricFamily, _ values: String...) -> DurationSeries {
        durations(family, values)
    }

    private func durations(_ family: MetricFamily, _ values: [String]) -> DurationSeries {
        DurationSeries(Timer(label: family.name, dimensions: dimensions(family, values), factory: factory))
    }

    package func set(_ family: MetricFamily, to value: Double, _ values: String...) {
        Meter(label: family.name, dimensions: dimensions(family, values), factory: factory).set(value)
    }

    private func dimensions(_ family: MetricFamily, _ values: [String]) -> [(String, String)] {
        Array(zip(family.labels, values))
    }
}

/// The durations of one set of labels.
package struct DurationSeries: Sendable {
    private let timer: Timer

    fileprivate init(_ timer: Timer) {
        self.timer = timer
    }

    package func observe(_ duration: Duration) { timer.recordNanoseconds(duration.wholeNanoseconds) }
}

extension Duration {
    /// At most the maximum of Int64: 292 years.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !isOver else { return seconds < 0 ? .min : .max }
        let (sum, isBeyond) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return isBeyond ? (seconds < 0 ? .min : .max) : sum
    }
}
