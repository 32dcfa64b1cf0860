import Foundation
import TestFederation

/// The cost of hostile requests to a running broker, compared with an ordinary request at the same endpoint: processor
/// time and peak of memory. The goal: no request costs more than ten times an ordinary one.
struct DearestRow {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    private struct Cost {
        /// The processor time of one request, in milliseconds.
        let milliseconds: Double
        /// The peak of memory above the resident memory before, during 20 sequential requests, in kilobytes.
        let kilobytes: Int
        let status: Int
    }

    /// The numbers of measured requests. With them, the clock tick of 10 ms is small.
    private static let ordinaryCount = 400
    private static let hostileCount = 100

    func run() throws {
        report.text("\nDearest refused request")
        let service = TestServiceProvider()
        let broker: ServedBroker
        do {
            broker = try ServedBroker(services: [(service.descriptor, "minimum-level: low\n")])
        } catch let failure as ServedBroker.Failure {
            return report.line("not measured: \(failure)")
        }
        defer { broker.stop() }
        try broker.waitUntilReady()
        // The broker loads its metadata folder shortly after it listens.
        Thread.sleep(forTimeInterval: 2)
        var dearest = (ratio: 0.0, name: "")
        for endpoint in try RefusedRequestTable(service).endpoints() {
            let other = try measure(endpoint, broker)
            if other.ratio > dearest.ratio { dearest = other }
        }
        report.line(
            String(format: "dearest: %.1f × the ordinary request, %@   goal 10: ", dearest.ratio, dearest.name)
                + (dearest.ratio <= 10 ? "reached" : "missed"))
    }

    private func measure(_ endpoint: RefusedRequests, _ broker: ServedBroker) throws -> (ratio: Double, name: String) {
        report.text("  \(endpoint.endpoint)")
        _ = try cost(of: broker, count: 40, endpoint.ordinary)
        let ordinary = try cost(of: broker, count: Self.ordinaryCount, endpoint.ordinary)
        line("an ordinary request", ordinary, ratio: 1)
        var dearest = (ratio: 0.0, name: "")
        for (name, request) in endpoint.hostile {
            let cost = try cost(of: broker, count: Self.hostileCount) { request }
            let ratio = cost.milliseconds / ordinary.milliseconds
            line(name, cost, ratio: ratio)
            if ratio > dearest.ratio { dearest = (ratio, "\(endpoint.endpoint), \(name)") }
        }
        return dearest
    }

    private func line(_ name: String, _ cost: Cost, ratio: Double) {
        let label = name.padding(toLength: 48, withPad: " ", startingAt: 0)
        report.line(
            "  \(label) \(String(format: "%8.2f ms  ×%6.1f  %6d kB  HTTP %d", cost.milliseconds, ratio, cost.kilobytes, cost.status))"
        )
    }

    private func cost(of broker: ServedBroker, count: Int, _ request: () throws -> String) throws -> Cost {
        let requests = try (0..<count).map { _ in try request() }
        let meter = ProcessMeter(identifier: broker.identifier)
        let resident = meter.resident
        meter.forgetPeak()
        for request in requests.prefix(20) { _ = try send(request, to: broker) }
        let peak = meter.peak
        let start = meter.processorTime
        var status = 0
        for request in requests.dropFirst(20) { status = try send(request, to: broker) }
        let seconds = meter.processorTime - start
        return Cost(
            milliseconds: 1_000 * seconds / Double(count - 20), kilobytes: max(0, peak - resident),
            status: status)
    }

    /// Sends a request from a random address, so that no limit for one client refuses it unread.
    private func send(_ request: String, to broker: ServedBroker) throws -> Int {
        let source = 0x7F01_0001 + UInt32.random(in: 0..<0xF0_0000)
        do {
            return try HTTPConnection(port: broker.port, from: source).send(request).status
        } catch is HTTPConnection.Failure {
            // The server may close the connection before the end of the request. This is also a refusal.
            guard broker.isRunning else { throw ServedBroker.Failure(description: "aldaba serve has ended") }
            return 0
        }
    }
}
