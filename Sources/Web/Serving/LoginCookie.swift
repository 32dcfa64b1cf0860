import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Secrets

/// The cookie that binds a browser to one login: `__Host-login-<login>`, a handle of 256 random bits.
///
/// Each login has its own cookie, so that browser tabs do not interfere. It is Lax: the request comes from another
/// site, but the login's pages are only reached from Aldaba's own.
/// - SeeAlso: RFC 6265bis §4.1.3.2 for the prefix.
enum LoginCookie {
    private static let prefix = "__Host-login-"

    /// How many logins one browser may have at once. A further login removes the oldest.
    static let maximumLogins = 8

    /// How many cookies one response clears at most: each takes a header, and a request may name a thousand.
    private static let maximumCleared = 16

    /// How much longer than the login its cookie lasts. A citizen who comes too late still gets a page that says so,
    /// and returns to the service with a refusal. The login's row is kept for the same time.
    static let grace = Duration.seconds(3600)

    /// Returns the handle that the browser sent for that login, if any.
    static func handle(of login: LoginID, in request: Request) -> Handle? {
        CookiePairs.value(of: prefix + login.rawValue, in: request).flatMap { Handle($0) }
    }

    /// Returns the header that sets the cookie.
    static func setting(_ handle: Handle, for login: LoginID, lasting life: Duration) -> String {
        "\(prefix)\(login.rawValue)=\(handle.text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(life.components.seconds)"
    }

    /// Returns the header that replaces the cookie of an open login and keeps its expiry time.
    static func renewing(_ handle: Handle, of login: Login, at now: Date) -> HTTPField {
        let life = Duration.seconds(max(0, login.expiresAt.timeIntervalSince(now).rounded(.up))) + grace
        return HTTPField(name: .setCookie, value: setting(handle, for: login.id, lasting: life))
    }

    /// Returns the headers that remove the oldest logins' cookies to allow one more. Browsers send cookies of one path
    /// oldest first.
    ///
    /// Cookies whose name contains no login identifier are not Aldaba's, and stay.
    static func removingOldest(in request: Request) -> [String] {
        let names = CookiePairs.of(request).map(\.name).filter { name in
            name.hasPrefix(prefix) && LoginID(rawValue: String(name.dropFirst(prefix.count))) != nil
        }
        return names.dropLast(maximumLogins - 1).prefix(maximumCleared).map(clearing(name:))
    }

    private static func clearing(name: String) -> String {
        "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    }
}
