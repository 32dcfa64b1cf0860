import Federation
import SAML

/// Policies that have every case of every field.
enum PolicySamples {
    static let all: [ServicePolicy] = [ServicePolicy.standard] + simple + released

    private static var simple: [ServicePolicy] {
        let durations: [Duration?] = [nil, .zero, .seconds(1), .seconds(86_400), .seconds(Int64.max)]
        return LevelOfAssurance.allCases.map { ServicePolicy(minimumLevel: $0) }
            + ResponseBuilder.Signing.allCases.map { ServicePolicy(signing: $0) }
            + durations.flatMap { duration in
                [
                    ServicePolicy(maximumSessionAge: duration), ServicePolicy(sessionLifetime: duration),
                    ServicePolicy(backdating: duration),
                ]
            }
            + [false, true].flatMap { flag in
                [
                    ServicePolicy(allowsUnsignedRequests: flag), ServicePolicy(qualifiesNames: flag),
                    ServicePolicy(takesUnsolicited: flag), ServicePolicy(asksConsent: flag),
                ]
            }
            + [nil, .persistent, .transient, .unspecified, "urn:x"].map { ServicePolicy(nameIDFormat: $0) }
            + texts.map { ServicePolicy(classes: [AuthnContextClass(rawValue: $0): .high, "urn:b": .low]) }
    }

    private static var released: [ServicePolicy] {
        let rules =
            contents.map { rule(.everybody, .always, $0) }
            + ReleasePolicy.Occasion.allCases.map { rule(.everybody, $0, .attribute(.selectedIdP)) }
            + recipients.map { rule($0, .listed, .identifier(.subjectID)) }
            + [ReleasePolicy.Rule(to: .everybody, .always, release: [])]
        return ([[]] + rules.map { [$0] } + [rules]).flatMap { rules in
            [ServicePolicy(release: .adding(rules)), ServicePolicy(release: .replacing(rules))]
        }
    }

    private static let texts = [
        "", "urn:a", "\u{E9}", "e\u{301}", "\"\\/\n\u{0}\u{2028}", "{\"a\":[1]}", "🏛️", "everybody",
    ]

    private static var contents: [ReleasedContent] {
        CitizenAttribute.allCases.map(ReleasedContent.attribute)
            + SubjectIdentifier.Kind.allCases.map(ReleasedContent.identifier)
            + [.values([]), .values(texts), .values(["a", "a"])]
    }

    private static var recipients: [ReleasePolicy.Recipients] {
        [.everybody, .services([]), .services(Set(texts.map(EntityID.init(rawValue:))))]
            + texts.flatMap { [.having(entityAttribute: $0, value: "v"), .having(entityAttribute: "n", value: $0)] }
    }

    private static func rule(
        _ recipients: ReleasePolicy.Recipients, _ occasion: ReleasePolicy.Occasion, _ content: ReleasedContent
    ) -> ReleasePolicy.Rule {
        let items = texts.flatMap { text in
            [
                ReleasePolicy.Item(content, as: text), ReleasePolicy.Item(content, as: "n", format: .basic),
                ReleasePolicy.Item(content, as: "n", format: AttributeNameFormat(rawValue: text), friendlyName: text),
            ]
        }
        return ReleasePolicy.Rule(to: recipients, occasion, release: items)
    }

    /// Policies whose fields are from different samples.
    static var mixed: [ServicePolicy] {
        all.indices.map { index in
            /// Returns one sample for each step, other ones for each index.
            func sample(_ step: Int) -> ServicePolicy { all[(index * step) % all.count] }
            return ServicePolicy(
                minimumLevel: sample(1).minimumLevel, signing: sample(3).signing,
                allowsUnsignedRequests: sample(5).allowsUnsignedRequests, classes: sample(7).classes,
                maximumSessionAge: sample(11).maximumSessionAge, release: sample(13).release,
                nameIDFormat: sample(17).nameIDFormat, qualifiesNames: sample(19).qualifiesNames,
                sessionLifetime: sample(23).sessionLifetime, backdating: sample(29).backdating,
                takesUnsolicited: sample(31).takesUnsolicited, asksConsent: sample(37).asksConsent)
        }
    }
}
