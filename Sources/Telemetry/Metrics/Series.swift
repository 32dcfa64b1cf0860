import CoreMetrics
import Synchronization

/// One series of a family: a handler in the terms of swift-metrics, of any kind.
///
/// A counter ignores a decrease. All kinds ignore a value that is not finite.
final class Series: Sendable {
    enum Value: Hashable, Sendable {
        case number(Double)
        /// The number of values in each bucket, the last one for values above all bounds; and the sum of the values.
        case histogram(bounds: [Double], counts: [Int], sum: Double)
    }

    private let kind: MetricFamily.Kind
    private let state: Mutex<Value>

    init(_ kind: MetricFamily.Kind) {
        self.kind = kind
        switch kind {
        case .counter, .gauge: state = Mutex(.number(0))
        case .histogram(let bounds):
            state = Mutex(.histogram(bounds: bounds, counts: Array(repeating: 0, count: bounds.count + 1), sum: 0))
        }
    }

    var value: Value { state.withLock { $0 } }

    private func add(_ amount: Double) {
        guard amount.isFinite, kind != .counter || amount > 0 else { return }
        state.withLock { value in
            guard case .number(let present) = value else { return }
            value = .number(present + amount)
        }
    }

    private func assign(_ amount: Double) {
        guard kind == .gauge, !amount.isNaN else { return }
        state.withLock { $0 = .number(amount) }
    }

    private func observe(_ amount: Double) {
        guard amount.isFinite else { return }
        state.withLock { value in
            guard case .histogram(let bounds, var counts, let sum) = value else { return }
            // The stored value is released during the change, so that the counts are not copied.
            value = .number(0)
            counts[bounds.firstIndex { amount <= $0 } ?? bounds.count] += 1
            value = .histogram(bounds: bounds, counts: counts, sum: sum + amount)
        }
    }
}

extension Series: CounterHandler, FloatingPointCounterHandler, MeterHandler {
    func increment(by amount: Int64) { add(Double(amount)) }
    func increment(by amount: Double) { add(amount) }
    func decrement(by amount: Double) { add(-amount) }
    func set(_ value: Int64) { assign(Double(value)) }
    func set(_ value: Double) { assign(value) }
    func reset() {}
}

extension Series: RecorderHandler, TimerHandler {
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        if kind == .gauge { assign(value) } else { observe(value) }
    }

    func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1_000_000_000) }
}
