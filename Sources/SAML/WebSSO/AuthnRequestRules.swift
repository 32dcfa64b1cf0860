public import Foundation
package import Octets
import XML

/// A request that may be acted upon, and the address to which its answer goes; or what stands in the place of one where
/// a service takes answers to which it has sent none.
///
/// The address comes from metadata, never from the message. ``AuthnRequestRules`` alone makes one.
public struct AcceptedRequest: Hashable, Sendable {
    /// The request as it was read.
    public let message: AuthnRequest
    /// Who asks.
    public let issuer: EntityID
    /// Whether the service's signature covers the request.
    public let isSigned: Bool
    /// Where the answer goes.
    public let assertionConsumerService: AssertionConsumerService
    /// The set of attributes asked for: the one named, else the default of metadata, else nil.
    public let attributeConsumingService: AttributeConsumingService?
    /// The extensions of eIDAS and Cl@ve.
    public let eidas: EIDASExtensions
    /// What goes back with the answer; nil when absent, which is not the same as empty.
    public let relayState: String?
    /// Whether the service has sent no request: ``message`` is ours then, and the answer names none.
    public let isUnsolicited: Bool
    /// What of the request contradicts metadata, so that nobody can be vouched for.
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

    /// The request's own name.
    public var id: MessageID { message.id }
    /// The name that the answer repeats; nil when the service has sent no request. Profiles §4.1.5.
    public var inResponseTo: MessageID? { isUnsolicited ? nil : id }
    /// When the request was made.
    public var issueInstant: Date { message.issueInstant }
    /// Whether the person must not be shown anything.
    public var isPassive: Bool { message.isPassive ?? false }
    /// Whether the person must prove anew who they are.
    public var forceAuthn: Bool { message.forceAuthn ?? false }
    /// The name wanted.
    public var nameIDPolicy: NameIDPolicy? { message.nameIDPolicy }
    /// How well the person must be authenticated.
    public var requestedAuthnContext: RequestedAuthnContext? { message.requestedAuthnContext }
    /// Who must be authenticated; nil when anybody may.
    public var subject: Subject? { message.subject }
    /// The conditions wanted in the assertion.
    public var conditions: Conditions? { message.conditions }
    /// Which identity providers may be asked.
    public var scoping: Scoping? { message.scoping }
    /// A name of the service for people, in its own words.
    public var providerName: String? { message.providerName }

    /// The attributes asked for: those of the request's extension where it has any, else those of metadata.
    public var requestedAttributes: [RequestedAttribute] {
        eidas.requestedAttributes.isEmpty
            ? attributeConsumingService?.requestedAttributes ?? [] : eidas.requestedAttributes
    }
}

/// The rules of the Web Browser SSO profile for a request, seen from the identity provider.
/// - SeeAlso: Profiles §4.1.4.1; Core §3.2.1, §3.4.1.
public enum AuthnRequestRules {
    /// Judges a request.
    ///
    /// The order is deliberate: who sent it, whether it was sent here and now, and only then where the answer goes. What
    /// else it asks for is for ``obstacle(to:for:lifetimes:now:)``.
    /// - Parameters:
    ///   - request: the request.
    ///   - entity: the metadata with whose keys it was verified.
    ///   - location: the address at which it arrived, as our own metadata writes it.
    ///   - skew: by how much clocks may differ, in either direction.
    ///   - now: the present instant.
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

    /// Judges that a service is to be told of a person without having asked, at the default address of its metadata.
    /// - Parameters:
    ///   - entity: the service's metadata, of whose owner it is known that they take such answers.
    ///   - id: a name never used before, for what stands in the place of a request.
    ///   - relayState: what goes with the answer; nil for none.
    ///   - now: the present instant.
    /// - Throws: `RuleViolation` when metadata is no service's, or is over.
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

    /// What the request asks for, as far as it can be made out, and what first stands in the way.
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
    /// The request with what is read again while its login lasts, and nothing else: without extensions that nobody here
    /// understands, Scoping, addresses and names that were judged already.
    ///
    /// A service may send what it likes in them, and a login keeps its request for as long as the person takes.
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
        fields.write(issuer)
        fields.write(isSigned)
        fields.write(assertionConsumerService)
        fields.write(attributeConsumingService)
        fields.write(relayState)
        fields.write(isUnsolicited)
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
