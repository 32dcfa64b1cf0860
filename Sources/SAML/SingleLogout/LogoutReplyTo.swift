import Foundation
package import Octets

/// The destination of the response to a logout request, and the ID of the request.
///
/// The URL comes from metadata, never from the message. Only ``LogoutRules`` can make a value. It can be stored,
/// sealed, until the logout is complete.
public struct LogoutReplyTo: Hashable, Sendable, Codable {
    /// The transport of a response.
    public enum Transport: Hashable, Sendable, Codable {
        /// Through the browser. The location is the one for responses.
        case endpoint(Endpoint)
        /// In the HTTP exchange in which the request was received.
        case exchange
        /// The request asks for no response: the browser stays at the identity provider.
        case none
    }

    /// The ID of the request.
    public let request: MessageID
    /// The service that sent the request.
    public let issuer: EntityID
    /// The transport of the response.
    public let transport: Transport
    /// The value to return with the response. Nil when absent; empty is a different value.
    @Exact public private(set) var relayState: String?

    fileprivate init(_ request: Verified<LogoutRequest>, transport: Transport) {
        self.request = request.message.id
        issuer = request.signer
        self.transport = transport
        relayState = request.relayState
    }
}

extension LogoutReplyTo {
    /// The keys of the JSON that release 15 sealed.
    private enum CodingKeys: String, CodingKey {
        case request, issuer, relayState
        case transport = "way"
    }
}

/// Read from the broker's own database, where it was sealed after the rules had accepted the request.
extension LogoutReplyTo: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(request, issuer, transport, relayState)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        request = try fields.read()
        issuer = try fields.read()
        transport = try fields.read()
        relayState = try fields.read()
    }
}

extension LogoutRules {
    /// Profiles §4.4.3.4, Metadata §2.2.2: the response goes to the service's own endpoint, to its ResponseLocation if
    /// it has one. It uses the binding of the request if the service supports it, otherwise another browser binding.
    static func replyTo(
        _ request: Verified<LogoutRequest>, of service: SPSSODescriptor
    ) throws(RuleViolation) -> LogoutReplyTo {
        if request.message.isAsynchronous { return LogoutReplyTo(request, transport: .none) }
        if request.binding == .soap { return LogoutReplyTo(request, transport: .exchange) }
        let endpoints = service.role.singleLogoutServices
        for binding in [request.binding, .httpRedirect, .httpPOST] {
            guard let endpoint = endpoints.first(where: { $0.binding == binding }) else { continue }
            let answers = Endpoint(binding: binding, location: endpoint.responseLocation ?? endpoint.location)
            return LogoutReplyTo(request, transport: .endpoint(answers))
        }
        throw .noSingleLogoutService
    }
}
