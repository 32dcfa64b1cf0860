import ArgumentParser
import Foundation
import SAML

/// The identity of the service: the options of both commands.
struct IdentityOptions: ParsableArguments {
    @Option(help: "Scheme, host and port under which browsers reach the service, such as https://oficina.example.")
    var origin: String

    @Option(name: .customLong("entity-id"), help: "The service's entityID; by default the address of its metadata.")
    var entityIDText: String?

    /// Returns the origin, without a path.
    ///
    /// - Throws: `Failure` when it is not an origin.
    func checkedOrigin() throws -> String { try Self.checked(origin, option: "--origin") }

    func entityID(of origin: String) -> EntityID {
        EntityID(rawValue: entityIDText ?? origin + Path.metadata)
    }

    /// Checks an origin. All URLs are built from configured origins, because a client can forge the Host header.
    static func checked(_ origin: String, option: String) throws -> String {
        guard let address = WebAddress(origin), address.origin == origin.lowercased() else {
            throw Failure("\(option) «\(origin)» is not an origin: write it as https://host or http://host:port")
        }
        return origin
    }
}
