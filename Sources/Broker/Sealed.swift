import Federation
import Foundation
import Octets
import Secrets

// What the broker stores sealed, beside the logins of `LoginCodec`.

extension Session: Sealable {
    package static var sealKind: String { "session" }

    package init(release15 octets: [UInt8]) throws {
        self = try JSONDecoder().decode(Session.self, from: Data(octets))
    }
}

extension Logout: Sealable {
    package static var sealKind: String { "logout" }

    package init(release15 octets: [UInt8]) throws {
        self = try JSONDecoder().decode(Logout.self, from: Data(octets))
    }
}

/// The new cookie of a login whose proof was accepted, for a browser that sends the same proof again.
struct RenewedHandle: Sealable {
    static let sealKind = "renewal"

    let handle: Handle

    init(_ handle: Handle) {
        self.handle = handle
    }

    func write(to fields: inout FieldWriter) { fields.write(handle) }

    init(from fields: inout FieldReader) throws { handle = try fields.read() }
}

extension Broker {
    /// Seals under the broker's own keys.
    var seal: Seal { Seal(keys: keys) }

    /// Seals an answer under the cookie that its login has from the answer on.
    func answerSeal(_ open: OpenLogin) -> Seal { Seal(handle: open.answerHandle, keys: keys) }
}
