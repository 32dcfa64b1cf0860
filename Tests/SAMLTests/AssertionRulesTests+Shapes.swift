import Foundation
import SAML
import TestFederation
import Testing
import XML

/// Answers that the project's types cannot represent, and times at the exact limits.
extension AssertionRulesTests {
    static let issuerName = XMLName(AttackName.saml, "Issuer")

    @Test(arguments: ["1.1", "2.1", "2.0 "])
    func `refuses another version of the Response`(_ version: String) throws {
        #expect(
            try violation { $0.responseShape = { $0.with(attribute: "Version", version) } }
                == .version(received: version))
    }

    @Test(arguments: ["1.1", "2.1", "2.0 "])
    func `refuses another version of the assertion`(_ version: String) throws {
        #expect(
            try violation { $0.assertionShape = { $0.with(attribute: "Version", version) } }
                == .version(received: version))
    }

    @Test func `refuses a signed Response without Issuer`() throws {
        #expect(
            try violation { $0.responseShape = { $0.without(Self.issuerName) } }
                == .issuer(expected: Self.idp, received: nil))
    }

    @Test func `an unsigned Response around a signed assertion needs no Issuer`() throws {
        #expect(
            try violation(signing: .assertion) { $0.responseShape = { $0.without(Self.issuerName) } } == nil)
    }

    @Test func `refuses two assertions with an ID each`() throws {
        let violation = try violation(signing: .response) {
            let second = $0.assertion.xml.with(attribute: "ID", "_second")
            $0.responseShape = { $0.appending(second) }
        }
        #expect(violation == .assertionCount(received: 2))
    }

    @Test func `refuses a condition that it does not know`() throws {
        let violation = try violation {
            $0.assertionShape = { assertion in
                assertion.replacing(XMLName(AttackName.saml, "Conditions")) {
                    $0.appending(XMLElement(XMLName(XMLNamespace(uri: "urn:x", prefix: "x"), "OnlyOnSundays")))
                }
            }
        }
        guard case .unknownCondition(let name) = violation else {
            Issue.record("accepted: \(String(describing: violation))")
            return
        }
        #expect(name.contains("OnlyOnSundays"))
    }

    @Test func `refuses two AuthnStatements`() throws {
        let violation = try violation {
            $0.assertionShape = { assertion in
                let name = XMLName(AttackName.saml, "AuthnStatement")
                return assertion.element(name).map(assertion.appending) ?? assertion
            }
        }
        #expect(violation == .authnStatementCount(received: 2))
    }

    @Test func `accepts an assertion at the first time that the skew allows`() throws {
        let first = Self.now.addingTimeInterval(60)
        #expect(
            try violation {
                $0.conditions = Conditions(notBefore: first, audienceRestrictions: [[Self.service]])
                $0.authnStatement = AuthnStatement(authnInstant: first, authnContextClass: .eidasLow)
            } == nil)
    }
}
