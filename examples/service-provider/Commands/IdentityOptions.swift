import ArgumentParser
import Foundation
import SAML

/// Who the service is: the options that both commands have.
struct IdentityOptions: ParsableArguments {
    @Option(help: "Scheme, host and port under which browsers reach the service, such as https://oficina.example.")
    var origin: String

    @Option(name: .customLong("entity-id"), help: "The service's entityID; by default the address of its metadata.")
    var entityIDText: String?

    /// The origin without a path, or what is wrong with it.
    func checkedOrigin() throws -> String { try Self.checked(origin, option: "--origin") }

    func entityID(of origin: String) -> EntityID {
        EntityID(rawValue: entityIDText ?? origin + Path.metadata)
    }

    /// All addresses are built from configuration: from the Host header of a request anybody could make one up.
    static func checked(_ origin: String, option: String) throws -> String {
        guard let address = WebAddress(origin), address.origin == origin.lowercased() else {
            throw Failure("\(option) «\(origin)» is no origin: write it as https://host or http://host:port")
        }
        return origin
    }
}
