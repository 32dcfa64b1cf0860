public import Foundation
package import Octets
import XML

/// A request that passed all rules, and the endpoint of its response. For unsolicited SSO it stands for a request that
/// the service has not sent.
///
/// The endpoint comes from metadata, never from the message. Only ``AuthnRequestRules`` can make a value.
public struct AcceptedRequest: Hashable, Sendable {
    /// The request as received.
    public let message: AuthnRequest
    /// The service provider.
    public let issuer: EntityID
    /// Whether the service's signature covers the request.
    public let isSigned: Bool
    /// The endpoint of the response.
    public let assertionConsumerService: AssertionConsumerService
    /// The requested set of attributes: the one with the request's index, otherwise the default of metadata, otherwise
    /// nil.
    public let attributeConsumingService: AttributeConsumingService?
    /// The extensions of eIDAS and Cl@ve.
    public let eidas: EIDASExtensions
    /// The value to return with the response. Nil when absent; empty is a different value.
    public let relayState: String?
    /// Whether the SSO is unsolicited: Aldaba created ``message``, and the response has no InResponseTo.
    public let isUnsolicited: Bool
    /// The reason why the request cannot be answered with an assertion: it contradicts metadata.
    let obstacle: RequestObstacle?

    fileprivate init(
        message: AuthnRequest, issuer: EntityID, isSigned: Bool, assertionConsumerService: AssertionConsumerService,
        attributeConsumingService: AttributeConsumingService?, eidas: EIDASExtensions, relayState: String?,
        isUnsolicited: Bool = false, obstacle: RequestObstacle?
    ) {
        self.message = message
        self.issuer = issuer
        self.isSigned = isSigned
        self.assertionConsumerService = assertionConsumerService
        self.attributeConsumingService = attributeConsumingService
        self.eidas = eidas
        self.relayState = relayState
        self.isUnsolicited = isUnsolicited
        self.obstacle = obstacle
    }

    /// The ID of the request.
    public var id: MessageID { message.id }
    /// The InResponseTo of the response; nil when the service has sent no request. Profiles §4.1.5.
    public var inResponseTo: MessageID? { isUnsolicited ? nil : id }
    /// The time when the request was created.
    public var issueInstant: Date { message.issueInstant }
    /// Whether no page may be shown to the user.
    public var isPassive: Bool { message.isPassive ?? false }
    /// Whether the person must authenticate again despite a session.
    public var forceAuthn: Bool { message.forceAuthn ?? false }
    /// The requested NameID.
    public var nameIDPolicy: NameIDPolicy? { message.nameIDPolicy }
    /// The requested strength of the authentication.
    public var requestedAuthnContext: RequestedAuthnContext? { message.requestedAuthnContext }
    /// The person to authenticate; nil for any person.
    public var subject: Subject? { message.subject }
    /// The requested conditions of the assertion.
    public var conditions: Conditions? { message.conditions }
    /// The identity providers that may be used.
    public var scoping: Scoping? { message.scoping }
    /// The human-readable name of the service, as the request has it.
    public var providerName: String? { message.providerName }

    /// The requested attributes: those of the request's extension if it has any, otherwise those of metadata.
    public var requestedAttributes: [RequestedAttribute] {
        eidas.requestedAttributes.isEmpty
            ? attributeConsumingService?.requestedAttributes ?? [] : eidas.requestedAttributes
    }
}

/// The rules of the Web Browser SSO profile for a request, applied by the identity provider.
/// - SeeAlso: Profiles §4.1.4.1; Core §3.2.1, §3.4.1.
public enum AuthnRequestRules {
    /// Checks a request.
    ///
    /// The order is deliberate: first the sender, then whether it was sent to this endpoint and now, and then the
    /// endpoint of the response. ``obstacle(to:for:lifetimes:now:)`` checks what else it asks for.
    /// - Parameters:
    ///   - request: the request.
    ///   - entity: the metadata whose keys verified the request.
    ///   - location: the URL at which the request was received, as Aldaba's metadata has it.
    ///   - skew: the maximum difference between clocks, in either direction.
    ///   - now: the current time.
    /// - Throws: `RuleViolation`: the first rule broken.
    public static func accept(
        _ request: AuthenticRequest, from entity: EntityDescriptor, at location: String,
        skew: Duration = .seconds(180), now: Date
    ) throws(RuleViolation) -> AcceptedRequest {
        let message = request.message
        let service = try MessageRules.serviceProvider(of: entity, now: now)
        try MessageRules.issuerIsTheEntity(message, entity)
        try MessageRules.issuerFormatIsEntity(message)
        try MessageRules.versionIsTwo(message)
        try MessageRules.destinationIsHere(message, isRequired: request.isSigned, location: location)
        try MessageRules.issueInstantIsNow(message, skew: skew, now: now)
        try indexStandsAlone(message)
        let (endpoint, binding) = try assertionConsumerService(for: message, of: service)
        if !request.isSigned { try unsignedRequestIsAnsweredAtTheDefault(endpoint, of: service) }
        let content = content(of: message, for: service)
        return AcceptedRequest(
            message: message, issuer: entity.entityID, isSigned: request.isSigned,
            assertionConsumerService: endpoint, attributeConsumingService: content.attributes,
            eidas: content.eidas, relayState: request.relayState, obstacle: binding ?? content.obstacle)
    }

    /// Accepts unsolicited SSO for a service: the response goes to the default endpoint of the service's metadata.
    /// - Parameters:
    ///   - entity: the service's metadata. The caller has checked that the service accepts unsolicited responses.
    ///   - id: an ID that was never used before, for the request that stands for the missing one.
    ///   - relayState: the RelayState to send with the response; nil for none.
    ///   - now: the current time.
    /// - Throws: `RuleViolation` when the metadata describes no service provider, or has expired.
    /// - SeeAlso: Profiles §4.1.5.
    public static func unsolicited(
        to entity: EntityDescriptor, id: MessageID, relayState: String?, now: Date
    ) throws(RuleViolation) -> AcceptedRequest {
        let service = try MessageRules.serviceProvider(of: entity, now: now)
        guard let endpoint = service.defaultAssertionConsumerService else { throw .noAssertionConsumerService }
        return AcceptedRequest(
            message: AuthnRequest(id: id, issueInstant: now, destination: nil, issuer: Issuer(entity.entityID)),
            issuer: entity.entityID, isSigned: false, assertionConsumerService: endpoint,
            attributeConsumingService: service.defaultAttributeConsumingService, eidas: EIDASExtensions(),
            relayState: relayState, isUnsolicited: true, obstacle: nil)
    }

    /// Returns the readable content of the request, and the first reason why it cannot be answered with an assertion.
    private static func content(
        of message: AuthnRequest, for service: SPSSODescriptor
    ) -> (attributes: AttributeConsumingService?, eidas: EIDASExtensions, obstacle: RequestObstacle?) {
        do throws(RequestObstacle) {
            let attributes = try attributeConsumingService(for: message, of: service)
            return (attributes, try eidasExtensions(message), nil)
        } catch {
            return (nil, EIDASExtensions(), error)
        }
    }
}

extension AcceptedRequest {
    /// The part of the request that is read again during the login. Omits unknown extensions, Scoping, and the URLs and
    /// names that were already checked.
    ///
    /// A service may send content of any size in them, and a login stores its request until the citizen has
    /// authenticated.
    package var kept: AcceptedRequest {
        let message = AuthnRequest(
            id: message.id, version: message.version, issueInstant: message.issueInstant, destination: nil,
            issuer: message.issuer, extensions: eidas.xml, subject: subject?.nameID.map { Subject(nameID: $0) },
            nameIDPolicy: nameIDPolicy, conditions: conditions, requestedAuthnContext: requestedAuthnContext,
            forceAuthn: message.forceAuthn, isPassive: message.isPassive)
        return AcceptedRequest(
            message: message, issuer: issuer, isSigned: isSigned, assertionConsumerService: assertionConsumerService,
            attributeConsumingService: attributeConsumingService, eidas: eidas, relayState: relayState,
            isUnsolicited: isUnsolicited, obstacle: obstacle)
    }

    /// Writes what ``kept`` has of the request, for the database in which a login waits for its person.
    ///
    /// - Precondition: nothing stands in the way of the request: ``obstacle`` is nil.
    /// - Throws: `RuleViolation.tooLargeToKeep`; what writing XML throws.
    package func write(to fields: inout FieldWriter) throws {
        let canonical = try XMLWriter.canonical(kept.message.xml)
        guard canonical.bytes.count <= MessageLimits.maximumKept else {
            throw RuleViolation.tooLargeToKeep(
                maximumBytes: MessageLimits.maximumKept, received: canonical.bytes.count)
        }
        fields.write(string: canonical.bytes)
        fields.write(issuer, isSigned, assertionConsumerService, attributeConsumingService, relayState, isUnsolicited)
    }

    /// Reads the request that ``write(to:)`` wrote.
    ///
    /// Not a second maker for input from outside: it is open to this package alone, and its caller reads the broker's
    /// own database, which only the broker can seal. The rules were applied before the fields were written. They are not
    /// applied again: the instants and the metadata of that time are not the present ones.
    /// - Throws: when the fields are not what ``write(to:)`` writes.
    package init(from fields: inout FieldReader) throws {
        try self.init(
            message: fields.string(), issuer: fields.read(), isSigned: fields.read(),
            assertionConsumerService: fields.read(), attributeConsumingService: fields.read(),
            relayState: fields.read(), isUnsolicited: fields.read())
    }

    private init(
        message octets: [UInt8], issuer: EntityID, isSigned: Bool, assertionConsumerService: AssertionConsumerService,
        attributeConsumingService: AttributeConsumingService?, relayState: String?, isUnsolicited: Bool
    ) throws {
        let message = try AuthnRequest(decoding: try XMLParser.parse(octets, limits: .message))
        self.init(
            message: message, issuer: issuer, isSigned: isSigned, assertionConsumerService: assertionConsumerService,
            attributeConsumingService: attributeConsumingService,
            eidas: try EIDASExtensions(among: message.extensions), relayState: relayState,
            isUnsolicited: isUnsolicited, obstacle: nil)
    }

    /// The JSON that the release with 15 migrations wrote.
    private struct Record: Decodable {
        let message: String
        let issuer: EntityID
        let isSigned: Bool
        let assertionConsumerService: AssertionConsumerService
        let attributeConsumingService: AttributeConsumingService?
        let relayState: String?
        let isUnsolicited: Bool
    }

    /// Reads a request that the release with 15 migrations stored.
    package init(json: [UInt8]) throws {
        let record = try JSONDecoder().decode(Record.self, from: Data(json))
        try self.init(
            message: Array(record.message.utf8), issuer: record.issuer, isSigned: record.isSigned,
            assertionConsumerService: record.assertionConsumerService,
            attributeConsumingService: record.attributeConsumingService, relayState: record.relayState,
            isUnsolicited: record.isUnsolicited)
    }
}
