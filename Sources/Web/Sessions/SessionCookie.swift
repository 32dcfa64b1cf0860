import Hummingbird
import Secrets

/// The cookie of a session: `__Host-session`, a handle of 256 random bits. It lasts until the browser closes.
///
/// It is Lax: a browser does not send it with a service's request by POST, so it is read after a redirect of our own.
enum SessionCookie {
    private static let name = "__Host-session"

    static func handle(in request: Request) -> Handle? {
        CookiePairs.of(request).last { $0.name == name }.flatMap { Handle($0.value) }
    }

    /// Returns the header that sets the cookie.
    static func setting(_ handle: Handle) -> String {
        "\(name)=\(handle.text); Path=/; Secure; HttpOnly; SameSite=Lax"
    }

    /// The header that removes the cookie.
    static let clearing = "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
}
