import CoreMetrics
import TestAgents
import Testing

@testable import Telemetry

/// Tests the metrics in the Prometheus text format.
struct PrometheusRegistryTests {
    private static let events = MetricFamily(
        "events_total", .counter, labels: ["what"], help: "Back\\slash\nand \"line\".")
    private static let level = MetricFamily("level", .gauge, help: "A level.")
    private static let durations = MetricFamily(
        "duration_seconds", .histogram(buckets: [0.125, 1]), labels: ["of"], known: [["nothing"]], help: "Durations.")

    private let registry = PrometheusRegistry([events, level, durations], maximumSeries: 3)
    private var measurements: Measurements { Measurements(into: registry) }
    private var scrape: PrometheusScrape { get throws { try PrometheusScrape(registry.text) } }

    @Test func `counts by labels`() throws {
        measurements.count(Self.events, "a")
        measurements.count(Self.events, "a", by: 2)
        measurements.count(Self.events, "b")
        #expect(try scrape.value("events_total", ["what": "a"]) == 3)
        #expect(try scrape.value("events_total", ["what": "b"]) == 1)
        #expect(try scrape.kinds["events_total"] == "counter")
    }

    @Test func `a counter never decreases`() throws {
        measurements.count(Self.events, "a", by: 5)
        measurements.count(Self.events, "a", by: -3)
        Counter(label: "events_total", dimensions: [("what", "a")], factory: registry).reset()
        #expect(try scrape.value("events_total", ["what": "a"]) == 5)
    }

    @Test func `sorts durations into cumulative buckets, in seconds`() throws {
        for milliseconds in [125, 250, 1000, 5000] {
            measurements.observe(Self.durations, .milliseconds(milliseconds), "work")
        }
        #expect(
            registry.text.contains(
                """
                duration_seconds_bucket{of="work",le="0.125"} 1
                duration_seconds_bucket{of="work",le="1"} 3
                duration_seconds_bucket{of="work",le="+Inf"} 4
                duration_seconds_sum{of="work"} 6.375
                duration_seconds_count{of="work"} 4
                """))
        #expect(try scrape.value("duration_seconds_count", ["of": "nothing"]) == 0)
    }

    @Test(arguments: [
        (1_795_312_740, "1795312740"), (0.25, "0.25"), (-1, "-1"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
        (1e300, "1e+300"),
    ])
    func `writes numbers in Go syntax`(_ value: Double, _ written: String) throws {
        measurements.set(Self.level, to: value)
        #expect(registry.text.contains("\nlevel \(written)\n"))
        #expect(try scrape.value("level") == value)
    }

    @Test(arguments: ["\"} 1\nevil 2", "a\\", "\\n", "ñ€\u{1F511}", "", "a\rb\u{0}c", "a,b=\"c\"", "\r\n"])
    func `label values are escaped`(_ hostile: String) throws {
        measurements.count(Self.events, hostile)
        let sample = try #require(try scrape.samples.first { $0.name == "events_total" })
        #expect(sample.labels == ["what": hostile])
        #expect(sample.value == 1)
    }

    @Test func `a HELP text is on one line`() throws {
        #expect(
            registry.text.hasPrefix("# HELP events_total Back\\\\slash\\nand \"line\".\n# TYPE events_total counter\n"))
    }

    @Test func `counts sets of labels beyond the maximum together`() throws {
        for number in 0..<1000 { measurements.count(Self.events, "\(number)") }
        let samples = try scrape.samples.filter { $0.name == "events_total" }
        #expect(samples.count == 4)
        #expect(try scrape.value("events_total", ["what": "other"]) == 997)
        #expect(samples.map(\.value).reduce(0, +) == 1000)
    }

    @Test func `ignores names, kinds and labels that are not in the catalogue`() throws {
        let empty = registry.text
        Counter(label: "unknown_total", dimensions: [], factory: registry).increment()
        Counter(label: "events_total", dimensions: [("who", "a")], factory: registry).increment()
        Counter(label: "level", dimensions: [], factory: registry).increment()
        Meter(label: "events_total", dimensions: [("what", "a")], factory: registry).set(3)
        Timer(label: "level", dimensions: [], factory: registry).recordSeconds(3)
        #expect(registry.text == empty)
    }

    @Test func `counts correctly from many tasks at once`() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { for _ in 0..<100 { measurements.count(Self.events, "a") } }
            }
        }
        #expect(try scrape.value("events_total", ["what": "a"]) == 5000)
    }

    @Test func `the catalogue is well formed and follows the Prometheus naming conventions`() throws {
        let scrape = try PrometheusScrape(PrometheusRegistry().text)
        #expect(scrape.kinds.count == MetricFamily.catalogue.count)
        for family in MetricFamily.catalogue {
            #expect(family.name.hasPrefix("aldaba_"))
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
            #expect(family.known.allSatisfy { $0.count == family.labels.count }, "\(family.name)")
        }
    }

    @Test func `two registries are independent`() throws {
        measurements.count(Self.events, "a")
        #expect(try PrometheusScrape(PrometheusRegistry([Self.events]).text).samples.isEmpty)
    }
}
