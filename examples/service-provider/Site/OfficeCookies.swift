import Foundation
import HTTPTypes
import Hummingbird
import SAML

/// The office's two kinds of cookie: who is signed in, and which requests this browser waits for.
///
/// All are HttpOnly, so that no script reads them, and SameSite=Lax: not sent along when another site's page posts a form
/// or loads an image here, but sent when a link or redirect brings the citizen. Over https they carry the prefix __Host-,
/// with which no neighbouring host can set them.
struct OfficeCookies: Sendable {
    private static let session = "oficina"
    private static let pending = "pendiente-"
    private static let mostPending = 8

    let isSecure: Bool

    func sessionSecret(_ request: Request) -> String? {
        request.cookies[prefixed(Self.session)]?.value
    }

    /// Without Max-Age: it ends with the browser, and at the server in any case.
    func session(_ secret: String) -> Cookie {
        cookie(prefixed(Self.session), secret, maxAge: nil)
    }

    func endOfSession() -> Cookie {
        cookie(prefixed(Self.session), "", maxAge: 0)
    }

    func pendingSecret(_ request: Request, for pending: PendingRequest) -> String? {
        request.cookies[name(of: pending)]?.value
    }

    /// Each request has a cookie of its own, so that a second tab does not undo the first.
    func pending(_ pending: PendingRequest, life: Duration) -> Cookie {
        cookie(name(of: pending), pending.browserSecret, maxAge: Int(life.seconds))
    }

    func endOfPending(_ pending: PendingRequest) -> Cookie {
        cookie(name(of: pending), "", maxAge: 0)
    }

    /// Removes the cookies of sign-ins that were begun and left, once they are many: servers take only so much.
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
