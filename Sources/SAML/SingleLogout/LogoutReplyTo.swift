import Foundation
package import Octets

/// Where the answer to a logout request goes, and which request that was.
///
/// The address comes from metadata, never from the message. ``LogoutRules`` alone makes one; it can be kept, sealed, until
/// the logout has come to its end.
public struct LogoutReplyTo: Hashable, Sendable, Codable {
    /// The way of an answer.
    public enum Way: Hashable, Sendable, Codable {
        /// The browser takes it there; the location is the one for answers.
        case endpoint(Endpoint)
        /// It goes back in the HTTP exchange in which the request came.
        case exchange
        /// None is wanted: the person stays here, and is told here.
        case none
    }

    /// The request.
    public let request: MessageID
    /// Who sent it.
    public let issuer: EntityID
    /// The way.
    public let way: Way
    /// What goes back with the answer; nil when absent, which is not the same as empty.
    @Exact public private(set) var relayState: String?

    fileprivate init(_ request: Verified<LogoutRequest>, way: Way) {
        self.request = request.message.id
        issuer = request.signer
        self.way = way
        relayState = request.relayState
    }
}

/// Read from the broker's own database, where it was sealed after the rules had accepted the request.
extension LogoutReplyTo: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(request)
        fields.write(issuer)
        fields.write(way)
        fields.write(relayState)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        request = try fields.read()
        issuer = try fields.read()
        way = try fields.read()
        relayState = try fields.read()
    }
}

extension LogoutRules {
    /// Profiles §4.4.3.4, Metadata §2.2.2: the answer goes to the service's own endpoint, to its ResponseLocation where it
    /// has one; by the binding of the request if the service takes that, else by another that a browser can carry.
    static func replyTo(
        _ request: Verified<LogoutRequest>, of service: SPSSODescriptor
    ) throws(RuleViolation) -> LogoutReplyTo {
        if request.message.isAsynchronous { return LogoutReplyTo(request, way: .none) }
        if request.binding == .soap { return LogoutReplyTo(request, way: .exchange) }
        let endpoints = service.role.singleLogoutServices
        for binding in [request.binding, .httpRedirect, .httpPOST] {
            guard let endpoint = endpoints.first(where: { $0.binding == binding }) else { continue }
            let answers = Endpoint(binding: binding, location: endpoint.responseLocation ?? endpoint.location)
            return LogoutReplyTo(request, way: .endpoint(answers))
        }
        throw .noSingleLogoutService
    }
}
