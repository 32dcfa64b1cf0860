import HTTPTypes
import Hummingbird
import Telemetry

/// Measures how long each request took until its response began, by route and class of status.
///
/// The route is the framework's pattern, such as `/login/{login}`, and `NotFound` for an address that has none: no
/// address that somebody makes up becomes a label.
struct RequestMeasurement: RouterMiddleware {
    let measurements: Measurements

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var status = "cut-off"
        defer {
            measurements.observe(
                .requestDuration, ContinuousClock.now - start, context.endpointPath ?? "none", status)
        }
        let response = try await next(request, context)
        status = "\(response.status.code / 100)xx"
        return response
    }
}
