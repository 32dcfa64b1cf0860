import Federation
import Foundation
import Octets
import Secrets

// The types that the broker stores sealed. `LoginCodec` seals logins.

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

/// The new cookie of a login with an accepted proof, for a browser that sends the same proof again.
struct RenewedHandle: Sealable {
    static let sealKind = "renewal"

    let handle: Handle

    init(_ handle: Handle) {
        self.handle = handle
    }

    func write(to fields: inout FieldWriter) { fields.write(handle) }

    init(from fields: inout FieldReader) throws { handle = try fields.read() }
}

extension KeyRing {
    /// The seal under the broker's own keys.
    var seal: Seal { Seal(keys: self) }
}
