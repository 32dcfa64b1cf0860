/// A request without any signature, from a service that may send unsigned requests.
///
/// Any sender can have written it, so the response only goes to the default AssertionConsumerService of metadata.
public struct UnsignedRequest: Hashable, Sendable {
    /// The request.
    public let message: AuthnRequest
    /// The binding by which it was received.
    public let binding: Binding
    /// The value that the sender wants back with the response. Nil when absent; empty is a different value.
    public let relayState: String?

    fileprivate init(message: AuthnRequest, binding: Binding, relayState: String?) {
        self.message = message
        self.binding = binding
        self.relayState = relayState
    }

    /// The reason why an unsigned request is not accepted.
    public enum Refusal: Error, Hashable, Sendable {
        /// The request has a signature, which must be verified.
        case signaturePresent
        /// The configuration of the service does not allow unsigned requests.
        case notAllowed
        /// The service's metadata declares that it signs its requests.
        case serviceSigns
        /// The metadata belongs to another entity than the claimed issuer, or not to a service provider.
        case entity(expected: EntityID, received: EntityID)
        /// The message is not a valid request.
        case content(DecodingFailure)
    }
}

extension Received<AuthnRequest> {
    /// Returns the request when it may be unsigned.
    /// - Parameters:
    ///   - entity: the metadata of ``claimedIssuer``.
    ///   - isAllowed: whether the configuration of the service allows unsigned requests.
    /// - Throws: `UnsignedRequest.Refusal`.
    public func unsigned(
        from entity: EntityDescriptor, isAllowed: Bool
    ) throws(UnsignedRequest.Refusal) -> UnsignedRequest {
        guard !isSigned else { throw .signaturePresent }
        guard isAllowed else { throw .notAllowed }
        guard entity.entityID == claimedIssuer, let service = entity.serviceProvider else {
            throw .entity(expected: claimedIssuer, received: entity.entityID)
        }
        guard !service.authnRequestsSigned else { throw .serviceSigns }
        do {
            return UnsignedRequest(
                message: try AuthnRequest(decoding: element), binding: binding, relayState: relayState)
        } catch {
            throw .content(error)
        }
    }
}
