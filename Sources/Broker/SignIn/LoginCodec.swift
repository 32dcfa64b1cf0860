import Federation
import Foundation
import Secrets
import Storage

/// Writes a login for the database and reads it again: JSON, sealed, so that a stolen table tells nothing of anybody.
struct LoginCodec {
    private let seal: Seal
    private let dice: Dice

    init(keys: PurposeKeys, dice: Dice) {
        seal = Seal(key: keys.sealing)
        self.dice = dice
    }

    func encode(_ login: Login) throws -> [UInt8] {
        seal.close(Array(try JSONEncoder().encode(login)), for: place(login.id), dice: dice)
    }

    /// - Throws: `SealError` for bytes that were not sealed here for that login.
    func decode(_ row: LoginRow, id: LoginID) throws -> Login {
        try JSONDecoder().decode(Login.self, from: Data(try seal.open(row.payload, for: place(id))))
    }

    private func place(_ id: LoginID) -> [UInt8] { Array("login \(id.rawValue)".utf8) }
}
