import Broker
import Foundation
import Secrets
import Storage

extension SignInWorld {
    /// Gives all citizens one password, which is hashed once.
    func givePassword(_ password: String, to citizens: [Visitor]) async throws {
        let hash = try await signIn.register.passwords.hash(Password(password))
        _ = try await signIn.database.write { connection in
            for citizen in citizens {
                _ = try CitizenStore(connection).setPassword(hash.text, of: citizen.document, at: Date())
            }
        }
    }
}
