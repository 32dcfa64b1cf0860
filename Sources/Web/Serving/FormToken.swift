import Federation
import Secrets

/// Proves that Aldaba made a form for this browser, and for this login or session.
///
/// A keyed hash of the purpose and the cookie. It cannot be made without the cookie, and is valid for that purpose
/// only.
/// - SeeAlso: OWASP Cross-Site Request Forgery Prevention, "Signed Double-Submit Cookie".
struct FormToken {
    private let key: PurposeKey

    init(keys: KeyRing) {
        key = keys.forms
    }

    /// Returns the value of the hidden field.
    func token(for login: LoginID, handle: Handle) -> String {
        Base64URL.encode(hash(login, handle).bytes)
    }

    /// Returns whether the value is the field's token. Comparison takes constant time.
    func accepts(_ token: String, for login: LoginID, handle: Handle) -> Bool {
        guard let bytes = Base64URL.decode(token) else { return false }
        return ConstantTime.equal(bytes, hash(login, handle).bytes)
    }

    /// Returns the token for the session page.
    func token(forSession handle: Handle) -> String {
        Base64URL.encode(hash(ofSession: handle).bytes)
    }

    func accepts(_ token: String, forSession handle: Handle) -> Bool {
        guard let bytes = Base64URL.decode(token) else { return false }
        return ConstantTime.equal(bytes, hash(ofSession: handle).bytes)
    }

    private func hash(_ login: LoginID, _ handle: Handle) -> SecretHash {
        key.hash("form", Array(login.rawValue.utf8), handle.bytes)
    }

    private func hash(ofSession handle: Handle) -> SecretHash {
        key.hash("form of a session", handle.bytes)
    }
}
