import Broker
import Federation
import SAML

extension ConfigurationReader {
    /// `release`: a list of rules, in the place of the standard ones.
    mutating func releasePolicy() -> ReleasePolicy {
        guard let written = written(.release) else { return .standard }
        var reader = ReleaseRuleReader(saysRecipients: true)
        let rules = reader.rules(written)
        for problem in reader.problems { report(.release, problem.message, line: problem.line) }
        return ReleasePolicy(rules: rules)
    }

    /// The domain after the `@` in the identifiers of persons: that which is written, else the host of our name.
    mutating func subjectIdentifierScope(entityID: String, origin: String) -> String {
        let written = text(.subjectIdentifierScope)
        let scope =
            written
            ?? BrokerSettings.standardScope(entityID: EntityID(rawValue: entityID), publicOrigin: origin)
        guard SubjectIdentifier(.subjectID, uniqueID: "0", scope: scope) == nil, !entityID.isEmpty, !origin.isEmpty
        else { return scope }
        report(
            .subjectIdentifierScope,
            written == nil
                ? "is required: the host of entity-id, \(scope), cannot be one; write a domain such as example.org"
                : "expects a domain such as example.org, not \(scope)")
        return scope
    }
}
