import Citizens
import Foundation
import SAML
import TestFederation

@testable import Federation

/// A valid request, login and person. A test changes one value.
enum Example {
    static let now = Date(timeIntervalSince1970: 1_767_225_600)
    static let location = "https://aldaba.example/saml/sso"
    static let life = Duration.seconds(1200)

    /// A request that passed every rule, with a real signature.
    static func request(
        of service: TestServiceProvider = TestServiceProvider(), relayState: String? = "estado", isSigned: Bool = true,
        _ change: (inout RequestDraft) -> Void = { _ in }
    ) throws -> AcceptedRequest {
        let query = try service.query(
            service.request(to: location, at: now, change), relayState: relayState, isSigned: isSigned)
        let received = try RedirectBinding.receive(AuthnRequest.self, query: query)
        let authentic: AuthenticRequest =
            isSigned
            ? .signed(try received.verified(trusting: [service.key.trusted]))
            : .unsigned(try received.unsigned(from: service.descriptor, isAllowed: true))
        return try AuthnRequestRules.accept(authentic, from: service.descriptor, at: location, now: now)
    }

    private static let accepted = Result { try request().kept }

    /// A login at the chooser. Every method is offered unless `offers` is given.
    static func login(
        for request: AcceptedRequest? = nil,
        requiring requirement: AssuranceRequirement = AssuranceRequirement(comparison: .minimum, levels: [.low]),
        offering offers: [MethodOffer]? = nil
    ) throws -> Login {
        Login.started(
            try loginID, by: try request ?? accepted.get(), requiring: requirement,
            offering: offers ?? AssurancePolicy().methods(meeting: requirement), releasing: [], at: now, lasting: life)
    }

    static var loginID: LoginID {
        get throws { try required(LoginID(rawValue: "AAAAAAAAAAAAAAAAAAAAAA")) }
    }

    static func person() throws -> NaturalPerson {
        NaturalPerson(
            principal: .national(try NationalIdentifier("12345678Z")), givenName: "Ana", firstSurname: "Española",
            secondSurname: "del Test", dateOfBirth: CalendarDate(iso: "1980-02-29"))
    }

    static func authentication(
        _ proof: Proof = .pin, _ registration: Registration = .advanced
    ) throws -> Authentication {
        Authentication(person: try person(), proof: proof, registration: registration, instant: now)
    }

    static func code(_ challenge: String = "challenge") throws -> Login.SentCode {
        Login.SentCode(
            challenge: challenge, document: try NationalIdentifier("12345678Z"), sentAt: now,
            validUntil: now.addingTimeInterval(600), ownCode: OwnCode("AB12"), claim: "claim", isGenuine: true)
    }

    static func required<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }

    struct Missing: Error {}
}
