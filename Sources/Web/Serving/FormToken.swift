import Federation
import Secrets

/// Proves that a form was made by Aldaba for this login, or this session, of this browser.
///
/// A keyed hash of what it is for and the cookie: nobody without the cookie can make one, and it is good for nothing else.
/// - SeeAlso: OWASP Cross-Site Request Forgery Prevention, "Signed Double-Submit Cookie".
struct FormToken {
    private let key: PurposeKey

    init(keys: KeyRing) {
        key = keys.forms
    }

    /// The value for the hidden field.
    func token(for login: LoginID, handle: Handle) -> String {
        Base64URL.encode(hash(login, handle).bytes)
    }

    /// Whether that is the value which the field was given; takes the same time for every wrong one.
    func accepts(_ token: String, for login: LoginID, handle: Handle) -> Bool {
        guard let bytes = Base64URL.decode(token) else { return false }
        return ConstantTime.equal(bytes, hash(login, handle).bytes)
    }

    /// The same for the page of a session.
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
