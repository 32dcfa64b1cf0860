package import Federation
import Foundation
package import Secrets
import Storage

/// Gives a login a new cookie after each proof.
///
/// The old cookie is invalid from then on. For 30 seconds the new cookie is kept, sealed under a key derived from the
/// old cookie and the typed data. A browser that sends the same form again, after a lost response or a double click,
/// gets the same cookie. A copy of the old cookie without the typed data gets nothing.
struct HandleRenewal {
    /// The time for which the same proof returns the new cookie, in seconds.
    static let lifetime: TimeInterval = 30
    /// The maximum number of tries with another proof. It prevents an attacker from guessing codes with the old cookie.
    static let maximumTries = 5

    private let signIn: SignIn
    private let login: LoginID

    init(_ signIn: SignIn, of login: LoginID) {
        self.signIn = signIn
        self.login = login
    }

    /// Returns a new cookie for an open login, and the renewal for its row.
    func renew(_ open: OpenLogin, at now: Date) -> (handle: Handle, row: LoginRenewal) {
        let handle = Handle(random: signIn.random)
        let sealed = open.proof.flatMap {
            try? seal(open.handle, $0).close(RenewedHandle(handle), of: login.rawValue, random: signIn.random)
        }
        let row = LoginRenewal(
            cookieHash: handle.hash.bytes, replacedHash: open.handle.hash.bytes, sealedHandle: sealed,
            until: now + Self.lifetime, maximumTries: Self.maximumTries)
        return (handle, row)
    }

    /// Returns the cookie that replaced an earlier one, for a browser that has the earlier cookie and sends the same
    /// proof.
    ///
    /// A try is used up before the proof is compared, and given back when the proof is right.
    /// - Returns: Nil when there is no new cookie, or the proof is different.
    /// - Throws: `StorageFault`.
    func find(from old: Handle, showing proof: TypedProof) async throws -> Handle? {
        let now = signIn.time.now()
        let (id, hash) = (login.rawValue, old.hash.bytes)
        // An invented cookie must not cause a write transaction.
        guard try await signIn.database.read({ try LoginStore($0).hasRenewal(id, from: hash, at: now) }) else {
            return nil
        }
        return try await signIn.database.write { connection in
            let store = LoginStore(connection)
            guard let sealed = try store.tryRenewal(id, from: hash, at: now),
                let renewed = try? seal(old, proof).open(sealed, as: RenewedHandle.self, of: login.rawValue)
            else { return nil }
            try store.returnRenewalTry(id, from: hash)
            return renewed.handle
        }
    }

    private func seal(_ old: Handle, _ proof: TypedProof) -> Seal {
        let handle = Handle(
            deriving: "renewal of a login's cookie", from: old.bytes, proof.parts, key: signIn.keys.handles)
        return Seal(handle: handle, keys: signIn.keys)
    }
}

extension SignIn {
    /// Returns the cookie that replaced an earlier one of a login when that proof was accepted, at most 30 seconds ago.
    ///
    /// - Returns: Nil for another cookie, another proof, or too many tries.
    /// - Throws: `StorageFault`.
    package func renewedHandle(
        of id: LoginID, from old: Handle, showing proof: TypedProof
    ) async throws -> Handle? {
        try await HandleRenewal(self, of: id).find(from: old, showing: proof)
    }
}
