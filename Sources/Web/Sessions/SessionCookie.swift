import Hummingbird
import Secrets

/// The cookie of a session: `__Host-session`, a handle of 256 random bits and nothing else, until the browser closes.
///
/// It is Lax: a service's request by POST comes without it, so it is read after our own redirect.
enum SessionCookie {
    private static let name = "__Host-session"

    static func handle(in request: Request) -> Handle? {
        CookiePairs.of(request).last { $0.name == name }.flatMap { Handle($0.value) }
    }

    /// The header that sets the cookie.
    static func setting(_ handle: Handle) -> String {
        "\(name)=\(handle.text); Path=/; Secure; HttpOnly; SameSite=Lax"
    }

    /// The header that takes it away.
    static let clearing = "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
}
