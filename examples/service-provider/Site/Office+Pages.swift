import Foundation
import Hummingbird

extension Office {
    /// Adds the routes of pages, and of the result for tests.
    func addPages(to router: Router<BasicRequestContext>) {
        router.get(Self.path(Path.home)) { request, _ in
            HomePage(session: await session(request)).reply
        }
        router.get(Self.path(Path.procedures + "/:procedure")) { request, context in
            guard let procedure = Self.procedure(context) else { return NoticePage.notFound.reply }
            return ProcedurePage(procedure: procedure, session: await session(request)).reply
        }
        router.get(Self.path(Path.experiments)) { request, _ in
            ExperimentsPage(session: await session(request)).reply
        }
        router.get(Self.path(Path.result)) { request, _ in
            Reply.document(try ResultDocument(await session(request)).json, "application/json")
        }
        router.post(Self.path(Path.leave)) { request, _ in
            if let secret = cookies.sessionSecret(request) { await sessions.end(secret, now: clock()) }
            var reply = Reply.goTo(settings.origin + Path.home)
            reply.setCookie(cookies.endOfSession())
            return reply
        }
    }

    static func procedure(_ context: BasicRequestContext) -> Procedure? {
        context.parameters.get("procedure").flatMap(Procedure.init(rawValue:))
    }
}
