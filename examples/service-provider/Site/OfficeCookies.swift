import Foundation
import HTTPTypes
import Hummingbird
import SAML

/// The two kinds of cookies of the office: the session, and the pending requests of this browser.
///
/// All are HttpOnly, so that scripts cannot read them, and SameSite=Lax: browsers do not send them when a page of
/// another site posts a form or loads an image, but send them after a link or redirect. Over https they have the prefix
/// __Host-, so that no other host can set them.
struct OfficeCookies: Sendable {
    private static let session = "oficina"
    private static let pending = "pendiente-"
    private static let mostPending = 8

    let isSecure: Bool

    func sessionSecret(_ request: Request) -> String? {
        request.cookies[prefixed(Self.session)]?.value
    }

    /// The session cookie, without Max-Age: it ends with the browser, or earlier with the session on the server.
    func session(_ secret: String) -> Cookie {
        cookie(prefixed(Self.session), secret, maxAge: nil)
    }

    func endOfSession() -> Cookie {
        cookie(prefixed(Self.session), "", maxAge: 0)
    }

    func pendingSecret(_ request: Request, for pending: PendingRequest) -> String? {
        request.cookies[name(of: pending)]?.value
    }

    /// The cookie of a request. Each request has a separate cookie, so that a second tab does not replace the first.
    func pending(_ pending: PendingRequest, life: Duration) -> Cookie {
        cookie(name(of: pending), pending.browserSecret, maxAge: Int(life.seconds))
    }

    func endOfPending(_ pending: PendingRequest) -> Cookie {
        cookie(name(of: pending), "", maxAge: 0)
    }

    /// Removes the cookies of abandoned sign-ins when there are many, because servers limit the size of headers.
    func endsOfForgotten(in request: Request) -> [Cookie] {
        let start = prefixed(Self.pending)
        let names = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }
            .compactMap { $0.split(separator: "=").first?.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix(start) && $0.dropFirst(start.count).allSatisfy(\.isHexDigit) }
        return names.count < Self.mostPending ? [] : names.map { cookie($0, "", maxAge: 0) }
    }

    private func name(of pending: PendingRequest) -> String {
        prefixed(Self.pending) + pending.id.rawValue.dropFirst().prefix(16)
    }

    private func prefixed(_ name: String) -> String { isSecure ? "__Host-" + name : name }

    private func cookie(_ name: String, _ value: String, maxAge: Int?) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}
