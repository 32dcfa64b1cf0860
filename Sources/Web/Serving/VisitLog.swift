import Federation
import Hummingbird
import Logging

/// Gives each request a logger of ours, whose lines carry the reference and, under a login's address, the login: with
/// either, all that was written of one journey is found.
struct VisitLog: RouterMiddleware {
    let log: Logger

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var visit = context
        visit.logger = log
        visit.logger[metadataKey: "reference"] = .string(visit.reference)
        // What is in the address and can be no login is not copied into the log.
        if let login = visit.parameters.get("login").flatMap(LoginID.init(rawValue:)) {
            visit.logger[metadataKey: "login"] = .string(login.rawValue)
        }
        return try await next(request, visit)
    }
}
