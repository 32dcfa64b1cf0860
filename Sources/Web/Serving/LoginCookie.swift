import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Secrets

/// The cookie that binds a browser to one login: `__Host-login-<login>`, a handle of 256 random bits.
///
/// There is one for each login, so that tabs do not collide. It is Lax: a request comes from another site, but the
/// login's pages are only ever reached from our own.
/// - SeeAlso: RFC 6265bis §4.1.3.2 for the prefix.
enum LoginCookie {
    private static let prefix = "__Host-login-"

    /// How many logins one browser may have under way; the oldest gives way.
    static let maximumLogins = 8

    /// How many cookies one response clears at most: each takes a header, and a request may name a thousand.
    private static let maximumCleared = 16

    /// How much longer than the login its cookie lasts: a citizen who comes too late is still told so, and sent back to
    /// the service with a refusal. The login's row stays for as long.
    static let grace = Duration.seconds(3600)

    /// The handle that the browser sent for that login, if any.
    static func handle(of login: LoginID, in request: Request) -> Handle? {
        CookiePairs.value(of: prefix + login.rawValue, in: request).flatMap { Handle($0) }
    }

    /// The header that sets the cookie.
    static func setting(_ handle: Handle, for login: LoginID, lasting life: Duration) -> String {
        "\(prefix)\(login.rawValue)=\(handle.text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(life.components.seconds)"
    }

    /// The header that gives a login under way another cookie, for as long as the one before would have lasted.
    static func renewing(_ handle: Handle, of login: Login, at now: Date) -> HTTPField {
        let life = Duration.seconds(max(0, login.expiresAt.timeIntervalSince(now).rounded(.up))) + grace
        return HTTPField(name: .setCookie, value: setting(handle, for: login.id, lasting: life))
    }

    /// The headers that make room for one more login: browsers send cookies of one path oldest first.
    ///
    /// Cookies whose name has no login in it are none of ours, and stay.
    static func makingRoom(in request: Request) -> [String] {
        let names = CookiePairs.of(request).map(\.name).filter { name in
            name.hasPrefix(prefix) && LoginID(rawValue: String(name.dropFirst(prefix.count))) != nil
        }
        return names.dropLast(maximumLogins - 1).prefix(maximumCleared).map(clearing(name:))
    }

    private static func clearing(name: String) -> String {
        "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    }
}
