import Broker
import Federation
import SAML

extension ConfigurationReader {
    /// Reads `release`: a list of rules that replaces the default rules.
    mutating func releasePolicy() -> ReleasePolicy {
        guard let written = written(.release) else { return .standard }
        var reader = ReleaseRuleReader(hasRecipients: true)
        let rules = reader.rules(written)
        for problem in reader.problems { report(.release, problem.message, line: problem.line) }
        return ReleasePolicy(rules: rules)
    }

    /// Reads the domain after the `@` in subject-id and pairwise-id. The default is the host of the entityID.
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
                ? "is required: the host of entity-id, \(scope), is not a domain; write a domain such as example.org"
                : "expects a domain such as example.org, not \(scope)")
        return scope
    }
}
