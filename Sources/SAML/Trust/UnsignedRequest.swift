/// A request without any signature, from a service that may send such.
///
/// Anybody may have written it, so it is answered at the default AssertionConsumerService of metadata alone.
public struct UnsignedRequest: Hashable, Sendable {
    /// The request.
    public let message: AuthnRequest
    /// How it came.
    public let binding: Binding
    /// What the sender wants back with the answer; nil when absent, which is not the same as empty.
    public let relayState: String?

    fileprivate init(message: AuthnRequest, binding: Binding, relayState: String?) {
        self.message = message
        self.binding = binding
        self.relayState = relayState
    }

    /// Why a request is not taken without a signature.
    public enum Refusal: Error, Hashable, Sendable {
        /// There is a signature: it must be verified.
        case signaturePresent
        /// The service's entry does not allow it.
        case notAllowed
        /// The service's metadata says that it signs.
        case serviceSigns
        /// The metadata is not that of the claimed issuer, or not of a service provider.
        case entity(expected: EntityID, received: EntityID)
        /// It is not a request.
        case content(DecodingFailure)
    }
}

extension Received<AuthnRequest> {
    /// The request, when it may come without a signature.
    /// - Parameters:
    ///   - entity: the metadata of ``claimedIssuer``.
    ///   - isAllowed: whether the service's entry allows requests without signature.
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
