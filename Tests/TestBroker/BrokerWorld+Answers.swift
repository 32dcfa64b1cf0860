package import Broker
package import Federation
import Foundation
package import SAML
package import TestFederation

extension BrokerWorld {
    /// Checks an answer by every rule of a service provider.
    ///
    /// - Parameter levels: the acceptable levels; nil accepts any.
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

    /// Returns the status of an answer that refuses; nil when the answer has an assertion.
    package func refusal(in answer: Answer, to request: AuthnRequest) throws -> Status? {
        let authentic = try authentic(answer)
        guard authentic.responseIsSigned, authentic.response.inResponseTo == request.id else {
            throw Trouble.unexpected("an answer to nothing, or not signed")
        }
        guard !authentic.response.status.isSuccess else { return nil }
        guard authentic.response.assertions.isEmpty else { throw Trouble.unexpected("a refusal with an assertion") }
        return authentic.response.status
    }

    /// Verifies the broker's signatures, which must cover all of the answer.
    package func authentic(_ answer: Answer) throws -> AuthenticResponse {
        try PostBinding.receive(
            Response.self, samlMessage: answer.samlResponse, relayState: answer.relayState
        ).authentic(trusting: [recipe.signingKey.trusted])
    }
}

extension Journey {
    /// Checks an answer by every rule of this login's service provider.
    package func accept(_ answer: Answer, reaching levels: [LevelOfAssurance]? = nil) throws -> AcceptedAssertion {
        try world.accept(answer, to: request, at: service, reaching: levels)
    }

    package func refusal(in answer: Answer) throws -> Status? {
        try world.refusal(in: answer, to: request)
    }
}
