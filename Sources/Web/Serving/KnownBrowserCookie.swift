import Broker
import Hummingbird

/// The cookie of a browser in which citizens have signed in before: `__Host-known`. It proves nothing; only limits
/// read it.
///
/// It is Lax, as the login's cookie is, and lasts as long as a sign-in is remembered.
enum KnownBrowserCookie {
    private static let name = "__Host-known"

    static func browser(in request: Request) -> KnownBrowser? {
        CookiePairs.value(of: name, in: request).flatMap { KnownBrowser(cookie: $0) }
    }

    /// Returns the header that sets the cookie.
    static func setting(_ value: String) -> String {
        let life = KnownBrowser.lifetime.components.seconds
        return "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(life)"
    }
}
