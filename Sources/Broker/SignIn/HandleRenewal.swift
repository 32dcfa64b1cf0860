package import Federation
import Foundation
package import Secrets
import Storage

/// Gives a login another cookie when something is proved.
///
/// The old cookie opens nothing from then on. For half a minute the new one is kept, sealed under a key made from the old
/// one and from what was typed: a browser that sends the same form again, because the first response was lost or the
/// button was pressed twice, gets the same cookie. A copy of the old cookie without what was typed gets nothing.
struct HandleRenewal {
    /// How long the same proof brings the new cookie.
    static let lifetime: TimeInterval = 30
    /// How often another proof may be tried, so that the old cookie is no way to guess codes.
    static let maximumTries = 5

    private let broker: Broker
    private let login: LoginID

    init(_ broker: Broker, of login: LoginID) {
        self.broker = broker
        self.login = login
    }

    /// The new cookie of an open login, for its row.
    func renew(_ open: OpenLogin, at now: Date) -> (handle: Handle, row: LoginRenewal) {
        let handle = Handle(random: broker.random)
        let sealed = open.proof.flatMap {
            try? seal(open.handle, $0).close(RenewedHandle(handle), of: login.rawValue, random: broker.random)
        }
        let row = LoginRenewal(
            cookieHash: handle.hash.bytes, replacedHash: open.handle.hash.bytes, sealedHandle: sealed,
            until: now + Self.lifetime, maximumTries: Self.maximumTries)
        return (handle, row)
    }

    /// The cookie that replaced an earlier one, for a browser that has that one and sends the same proof.
    ///
    /// A try is used up before the proof is compared, and given back for the right one.
    /// - Returns: nil when there is none, or the proof is another.
    /// - Throws: `StorageFault`.
    func find(from old: Handle, showing proof: TypedProof) async throws -> Handle? {
        let now = broker.time.now()
        let (id, hash) = (login.rawValue, old.hash.bytes)
        // A cookie that was made up is not worth a transaction that writes.
        guard try await broker.database.read({ try LoginStore($0).hasRenewal(id, from: hash, at: now) }) else {
            return nil
        }
        return try await broker.database.write { connection in
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
            deriving: "renewal of a login's cookie", from: old.bytes, proof.parts, key: broker.keys.handles)
        return Seal(handle: handle, keys: broker.keys)
    }
}

extension Broker {
    /// The cookie that replaced an earlier one of a login when that proof was accepted, at most half a minute ago.
    ///
    /// - Returns: nil for another cookie, another proof, or too many tries.
    /// - Throws: `StorageFault`.
    package func renewedHandle(
        of id: LoginID, from old: Handle, showing proof: TypedProof
    ) async throws -> Handle? {
        try await HandleRenewal(self, of: id).find(from: old, showing: proof)
    }
}
