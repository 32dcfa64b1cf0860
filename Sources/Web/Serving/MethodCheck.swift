import HTTPTypes
import Hummingbird
import Synchronization

/// Tells an address that is not there from one that does not take the method.
///
/// - Throws: ``MethodNotAllowed`` in place of the framework's `notFound`.
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

/// The address is there, for other methods.
struct MethodNotAllowed: Error {
    /// The methods that it takes, as the field Allow writes them.
    let allow: String
}

/// Which methods each address of a listener takes.
final class RouteTable: Sendable {
    private struct Route {
        /// Nil stands for any one segment.
        let segments: [Substring?]
        let method: String
    }

    /// By the number of their segments.
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

    /// By name; empty when there is no such address.
    func methods(at path: String) -> [String] {
        guard path.utf8.count <= Self.maximumBytes else { return [] }
        let segments = Self.segments(path)
        return routes.withLock { routes in
            routes[segments.count, default: []].filter { zip($0.segments, segments).allSatisfy(Self.matches) }
                .map(\.method)
        }.sorted()
    }

    /// No address of ours is longer.
    private static let maximumBytes = 1_024

    private static func matches(_ pattern: Substring?, _ segment: Substring) -> Bool {
        pattern == nil || pattern == segment
    }

    private static func segments(_ path: String) -> [Substring] { path.split(separator: "/") }
}
