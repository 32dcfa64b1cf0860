import HTTPTypes
import Hummingbird
import Synchronization

/// Distinguishes an unknown address from one that does not support the method.
///
/// - Throws: ``MethodNotAllowed`` instead of the framework's `notFound`.
/// - SeeAlso: RFC 9110 §15.5.6.
struct MethodCheck: RouterMiddleware {
    let table: RouteTable

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound && context.endpointPath == RoutePath.none {
            let methods = table.methods(at: request.uri.path)
            guard !methods.isEmpty else { throw error }
            throw MethodNotAllowed(allow: methods.joined(separator: ", "))
        }
    }
}

/// The address exists, but supports other methods only.
struct MethodNotAllowed: Error {
    /// The supported methods, as the value of the field Allow.
    let allow: String
}

/// The methods that each address of a listener supports.
final class RouteTable: Sendable {
    private struct Route {
        /// Nil matches any one segment.
        let segments: [Substring?]
        let method: String
    }

    /// The routes by number of segments.
    private let routes = Mutex<[Int: [Route]]>([:])

    func learn(_ routes: [Router<RequestContext>.RouteDescription]) {
        let learned = routes.map { route in
            Route(
                segments: Self.segments(route.path.description).map { $0.first == "{" || $0.first == ":" ? nil : $0 },
                method: route.method.rawValue)
        }
        let sorted = Dictionary(grouping: learned) { $0.segments.count }
        self.routes.withLock { $0 = sorted }
    }

    /// Returns the methods by name; empty for an unknown address.
    func methods(at path: String) -> [String] {
        guard path.utf8.count <= Self.maximumBytes else { return [] }
        let segments = Self.segments(path)
        return routes.withLock { routes in
            routes[segments.count, default: []].filter { zip($0.segments, segments).allSatisfy(Self.matches) }
                .map(\.method)
        }.sorted()
    }

    /// Longer paths are not looked up: no route has one.
    private static let maximumBytes = 1_024

    private static func matches(_ pattern: Substring?, _ segment: Substring) -> Bool {
        pattern == nil || pattern == segment
    }

    private static func segments(_ path: String) -> [Substring] { path.split(separator: "/") }
}
