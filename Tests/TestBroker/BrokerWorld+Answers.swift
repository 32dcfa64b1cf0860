package import Broker
package import Federation
import Foundation
package import SAML
package import TestFederation

extension BrokerWorld {
    /// The answer as the service's own software takes it, every rule applied.
    ///
    /// - Parameter levels: those that are good enough; nil takes any.
    package func accept(
        _ answer: Answer, to request: AuthnRequest, at service: TestServiceProvider,
        reaching levels: [LevelOfAssurance]? = nil, signed: AssertionExpectation.SignatureMinimum = .both
    ) throws -> AcceptedAssertion {
        let expectation = AssertionExpectation(
            identityProvider: Self.entityID, audience: service.entityID, location: service.location,
            request: request.id,
            acceptableClasses: levels?.map { AuthnContextClass(rawValue: $0.classReference) },
            signatureMinimum: signed)
        guard answer.destination == service.location else { throw Trouble.unexpected("sent elsewhere") }
        return try AssertionRules.accept(authentic(answer), expecting: expectation, now: clock.now)
    }

    /// The status of an answer that grants nothing; nil when it does.
    package func refusal(in answer: Answer, to request: AuthnRequest) throws -> Status? {
        let authentic = try authentic(answer)
        guard authentic.responseIsSigned, authentic.response.inResponseTo == request.id else {
            throw Trouble.unexpected("an answer to nothing, or not signed")
        }
        guard !authentic.response.status.isSuccess else { return nil }
        guard authentic.response.assertions.isEmpty else { throw Trouble.unexpected("a refusal with an assertion") }
        return authentic.response.status
    }

    /// The answer, when our signatures cover all of it.
    package func authentic(_ answer: Answer) throws -> AuthenticResponse {
        try PostBinding.receive(
            Response.self, samlMessage: answer.samlResponse, relayState: answer.relayState
        ).authentic(trusting: [recipe.signingKey.trusted])
    }
}

extension Journey {
    /// The answer as this journey's service takes it.
    package func accept(_ answer: Answer, reaching levels: [LevelOfAssurance]? = nil) throws -> AcceptedAssertion {
        try world.accept(answer, to: request, at: service, reaching: levels)
    }

    package func refusal(in answer: Answer) throws -> Status? {
        try world.refusal(in: answer, to: request)
    }
}
