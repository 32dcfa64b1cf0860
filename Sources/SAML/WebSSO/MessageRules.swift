import Foundation
import XML

/// The rules that apply to every message.
enum MessageRules {
    /// Profiles §4.1.4.1, §4.4.4.1, §4.4.4.2: Issuer is required and must be the entity whose keys verified the
    /// message.
    static func issuerIsTheEntity(
        _ message: some SAMLMessage, _ entity: EntityDescriptor
    ) throws(RuleViolation) {
        guard message.issuer?.entityID == entity.entityID else {
            throw .issuer(expected: entity.entityID, received: message.issuer?.entityID)
        }
    }

    /// Profiles §4.1.4.1, §4.4.4.1, §4.4.4.2: the Issuer's Format must be absent or entity.
    static func issuerFormatIsEntity(_ message: some SAMLMessage) throws(RuleViolation) {
        guard let format = message.issuer?.format, format != .entity else { return }
        throw .issuerFormat(received: format)
    }

    /// Core §3.2.1, §4.1.3.1: the version must be 2.0.
    static func versionIsTwo(_ message: some SAMLMessage) throws(RuleViolation) {
        guard message.version == "2.0" else { throw .version(received: message.version) }
    }

    /// Core §3.2.1, §3.2.2: Destination must be exactly this URL. Bindings §3.4.5.2, §3.5.5.2: a signed message through
    /// the browser must have one.
    static func destinationIsHere(
        _ message: some SAMLMessage, isRequired: Bool, location: String
    ) throws(RuleViolation) {
        if message.destination == nil, !isRequired { return }
        guard message.destination?.isExactly(location) == true else {
            throw .destination(expected: location, received: message.destination)
        }
    }

    /// Core §1.3.3, §3.2.1: IssueInstant must be the current time, within the skew.
    static func issueInstantIsNow(
        _ message: some SAMLMessage, skew: Duration, now: Date
    ) throws(RuleViolation) {
        guard MessageFreshness(skew: skew).accepts(message.issueInstant, now: now) else {
            throw .issueInstant(received: message.issueInstant, now: now, allowed: skew)
        }
    }

    /// Metadata §2.3.2, §2.4.4: the sender must be a service provider whose metadata has not expired.
    static func serviceProvider(
        of entity: EntityDescriptor, now: Date
    ) throws(RuleViolation) -> SPSSODescriptor {
        guard let service = entity.serviceProvider else { throw .role(expected: "md:SPSSODescriptor") }
        for instant in [entity.validUntil, service.role.validUntil].compactMap({ $0 }) where instant <= now {
            throw .metadataExpired(at: instant)
        }
        return service
    }
}
