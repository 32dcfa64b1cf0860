import Broker
import Federation
import Pages
import SAML

// Pages have their own types for the federation's, so that they do not depend on it.

extension LevelName {
    init(_ level: LevelOfAssurance) {
        switch level {
        case .low: self = .low
        case .substantial: self = .substantial
        case .high: self = .high
        }
    }
}

extension AcceptedLevels {
    /// Nil for a login whose service accepts any level.
    init?(_ requirement: AssuranceRequirement) {
        guard requirement.requested != nil || requirement.floor > .low else { return nil }
        self.init(requirement.acceptable.map(LevelName.init))
    }
}

extension MethodName {
    /// Nil for an upstream identity provider: pages have no words for it until a release offers one.
    init?(_ method: Method) {
        switch method {
        case .pin: self = .pin
        case .permanentKey: self = .permanentKey
        case .certificate: self = .certificate
        case .upstream: return nil
        }
    }
}

extension UnavailabilityReason {
    init(_ reason: MethodOffer.Reason) {
        switch reason {
        case .fallsShort: self = .levelTooLow
        case .exceeds: self = .levelTooHigh
        case .excludedByService, .notAccepted: self = .notOffered
        }
    }
}

extension AnswerPreview {
    /// The released attributes in the words of the pages: the person, the level, and the name under which the service
    /// knows the citizen.
    var releases: [ReleasedAttribute] {
        let all =
            disclosures.map(ReleasedAttribute.init) + [.known(.level)]
            + (nameIDFormat.map { [.known($0 == .persistent ? .pseudonym : .transient)] } ?? [])
        // An attribute that is released under two names is shown once.
        return all.reduce(into: []) { shown, one in
            if !shown.contains(one) { shown.append(one) }
        }
    }
}

extension ReleasedAttribute {
    init(_ disclosure: Disclosure) {
        switch disclosure.content {
        case .attribute(let attribute): self.init(attribute)
        case .identifier(.pairwiseID): self = .known(.pseudonym)
        case .identifier(.subjectID): self = .known(.identifier)
        case .values: self = .other(disclosure.friendlyName ?? disclosure.name)
        }
    }

    init(_ attribute: CitizenAttribute) {
        switch attribute {
        case .personIdentifier: self = .known(.personIdentifier)
        case .currentGivenName: self = .known(.firstName)
        case .currentFamilyName: self = .known(.familyName)
        case .firstSurname: self = .known(.firstSurname)
        case .dateOfBirth: self = .known(.dateOfBirth)
        case .selectedIdP: self = .known(.method)
        }
    }
}
