import Federation
import Hummingbird
import Secrets

/// The cookie that binds a browser to one logout: `__Host-logout-<logout>`, a handle of 256 random bits.
///
/// It is Lax: a browser does not send it with a service's answer by POST, so it is read after a redirect of our own.
enum LogoutCookie {
    private static let prefix = "__Host-logout-"

    static func handle(of logout: LogoutID, in request: Request) -> Handle? {
        CookiePairs.of(request).last { $0.name == prefix + logout.rawValue }.flatMap { Handle($0.value) }
    }

    /// Returns the header that sets the cookie.
    static func setting(_ handle: Handle, for logout: LogoutID, lasting life: Duration) -> String {
        "\(prefix)\(logout.rawValue)=\(handle.text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(life.components.seconds)"
    }
}
