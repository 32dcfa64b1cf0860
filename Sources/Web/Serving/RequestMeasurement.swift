import HTTPTypes
import Hummingbird
import Synchronization
import Telemetry

/// Measures the time until each response begins, by route and status class.
///
/// The route is the framework's pattern, such as `/login/{login}`, and `NotFound` for an unknown address. Addresses
/// that clients make up never become labels.
struct RequestMeasurement: RouterMiddleware {
    private let durations: DurationsByRoute

    init(measurements: Measurements) {
        durations = DurationsByRoute(measurements)
    }

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var status: HTTPResponse.Status?
        defer { durations.observe(ContinuousClock.now - start, of: context.endpointPath ?? "none", status) }
        let response = try await next(request, context)
        status = response.status
        return response
    }
}

/// The series of request durations. Each is looked up once.
private final class DurationsByRoute: Sendable {
    private let measurements: Measurements
    /// The series by route, then by status class; class 0 is a request that was cut off.
    private let series = Mutex<[String: [Int: DurationSeries]]>([:])

    init(_ measurements: Measurements) {
        self.measurements = measurements
    }

    func observe(_ duration: Duration, of route: String, _ status: HTTPResponse.Status?) {
        let kind = status.map { $0.code / 100 } ?? 0
        let series = series.withLock { all in
            if let known = all[route]?[kind] { return known }
            let new = measurements.durations(.requestDuration, route, kind == 0 ? "cut-off" : "\(kind)xx")
            all[route, default: [:]][kind] = new
            return new
        }
        series.observe(duration)
    }
}
