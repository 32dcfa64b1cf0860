import Foundation
import Hummingbird
import Logging

/// The office: its state and its routes.
struct Office: Sendable {
    let settings: OfficeSettings
    let metadata: OwnMetadata
    let identityProvider: CurrentIdentityProvider
    let logger: Logger
    var clock: @Sendable () -> Date = { Date() }

    let pending = PendingRequests()
    let replays = ReplayCache()
    let slowAnswers = SlowAnswers()
    let handovers = Handovers()
    let sessions = Sessions()

    var cookies: OfficeCookies { OfficeCookies(isSecure: settings.isSecure) }

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        addPages(to: router)
        addSignIn(to: router)
        router.get(Self.path(Path.metadata)) { _, _ in
            Reply.document(try metadata.document(at: clock()), "application/samlmetadata+xml")
        }
        router.get(Self.path(Path.health)) { _, _ in
            guard await identityProvider.provider(at: clock()) != nil else {
                return Reply.document(
                    "the identity provider's metadata has expired\n", "text/plain; charset=utf-8",
                    status: .serviceUnavailable)
            }
            return Reply.document("ok\n", "text/plain; charset=utf-8")
        }
        addFile(Path.style, Stylesheet.text, "text/css; charset=utf-8", to: router)
        addFile(Path.script, PassagePage.script, "text/javascript; charset=utf-8", to: router)
        addFile(Path.logo, Logo.svg, "image/svg+xml", to: router)
        // All other paths.
        router.get("**") { _, _ in NoticePage.notFound.reply }
        return router
    }

    static func path(_ text: String) -> RouterPath { RouterPath(text) }

    /// Returns the session of the browser. Nil when there is none.
    func session(_ request: Request) async -> Sessions.Session? {
        await sessions.session(cookies.sessionSecret(request), now: clock())
    }

    private func addFile(_ path: String, _ text: String, _ type: String, to router: Router<BasicRequestContext>) {
        router.get(Self.path(path)) { _, _ in Reply.document(text, type, cacheControl: "max-age=300") }
    }
}
