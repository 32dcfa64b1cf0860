package import CoreMetrics
import Synchronization

/// Stores the metrics and writes them in Prometheus's format.
///
/// It accepts only the families given at its creation, each with its own labels. Each family has a bounded number of
/// series. Further label values are counted together under `other`, so that no input can make the registry grow.
package final class PrometheusRegistry: MetricsFactory, Sendable {
    private let families: [String: MetricFamily]
    private let order: [MetricFamily]
    private let maximumSeries: Int
    private let measured: Mutex<[String: [[String]: Series]]>

    /// The label value of the series for everything beyond the maximum.
    static let overflow = "other"

    /// - Parameter maximumSeries: the maximum number of series of a family, besides the one for the rest.
    package init(_ families: [MetricFamily] = MetricFamily.catalogue, maximumSeries: Int = 2000) {
        order = families
        self.families = Dictionary(families.map { ($0.name, $0) }) { first, _ in first }
        self.maximumSeries = maximumSeries
        measured = Mutex(
            Dictionary(
                families.map { family in
                    (family.name, Dictionary(family.known.map { ($0, Series(family.kind)) }) { first, _ in first })
                }
            ) { first, _ in first })
    }

    /// All metrics, in the text format 0.0.4.
    package var text: String {
        let present = measured.withLock { $0 }
        var text = PrometheusText()
        for family in order { text.write(family, present[family.name] ?? [:]) }
        return text.text
    }

    /// Returns the series with these labels; for labels that do not match the family, a series that is never exported.
    private func series(
        _ name: String, _ dimensions: [(String, String)], fits: (MetricFamily.Kind) -> Bool
    ) -> Series {
        guard let family = families[name], fits(family.kind), dimensions.map(\.0) == family.labels else {
            return Series(.gauge)
        }
        let values = dimensions.map(\.1)
        return measured.withLock { all in
            if let known = all[name]?[values] { return known }
            let isFull = (all[name]?.count ?? 0) >= maximumSeries
            let key = isFull ? values.map { _ in Self.overflow } : values
            if let known = all[name]?[key] { return known }
            let new = Series(family.kind)
            all[name, default: [:]][key] = new
            return new
        }
    }
}

extension PrometheusRegistry {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions) { $0 == .counter }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions) { $0 == .counter }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions) { $0 == .gauge }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        series(label, dimensions) { ($0 != .counter) && ($0 != .gauge) == aggregate }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions) { $0 != .counter && $0 != .gauge }
    }

    // The series is kept: a counter that disappeared and came back would look like a restart of the program.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
