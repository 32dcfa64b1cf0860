/// Writes families in Prometheus's text format 0.0.4.
///
/// - SeeAlso: https://prometheus.io/docs/instrumenting/exposition_formats
struct PrometheusText {
    private(set) var text = ""

    mutating func write(_ family: MetricFamily, _ series: [[String]: Series]) {
        text += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n"
        text += "# TYPE \(family.name) \(family.kind.typeName)\n"
        for (values, series) in series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let labels = Array(zip(family.labels, values))
            switch series.value {
            case .number(let number): line(family.name, labels, number)
            case .histogram(let bounds, let counts, let sum):
                var total = 0
                for (bound, count) in zip(bounds + [.infinity], counts) {
                    total += count
                    line("\(family.name)_bucket", labels + [("le", Self.number(bound))], Double(total))
                }
                line("\(family.name)_sum", labels, sum)
                line("\(family.name)_count", labels, Double(total))
            }
        }
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        guard value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
        return String(Int64(value))
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\"" where quotes: escaped.append(contentsOf: "\\\"".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}

extension MetricFamily.Kind {
    fileprivate var typeName: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
