import Foundation
import SAML

/// Decides whether an answer is accepted. `judge` has all checks of a service provider.
struct AnswerJudge: Sendable {
    let office: OfficeSettings
    let pending: PendingRequests
    let replays: ReplayCache
    let slowAnswers: SlowAnswers

    /// The outcome of an answer, and the request that it answers.
    typealias Judgement = (request: PendingRequest, outcome: Outcome)

    /// Judges a form that was posted to the AssertionConsumerService.
    ///
    /// The order is important. Before the signature is verified, only the issuer is read, to select the keys. Only an
    /// answer that passes all checks consumes the request: otherwise any forged answer could consume it.
    func judge(
        samlResponse: String, relayState: String?, from provider: IdentityProvider, now: Date
    ) async throws(AnswerProblem) -> Judgement {
        let received = try Self.received(samlResponse, relayState)
        guard received.claimedIssuer == provider.entityID else {
            throw .stranger(expected: provider.entityID, received: received.claimedIssuer)
        }
        let answer = try await slowAnswers.run(predicted: received.verificationWork) { () throws(AnswerProblem) in
            try Self.authentic(received, provider)
        }
        guard let request = await pending.request(answer.response.inResponseTo, now: now) else {
            throw .notAwaited(answer.response.inResponseTo)
        }
        let judgement = try judge(answer, to: request, from: provider, now: now)
        guard answer.relayState == request.relayState else { throw .relayState }
        guard await pending.take(request.id, now: now) != nil else { throw .notAwaited(request.id) }
        if let accepted = judgement.accepted {
            guard
                await replays.remember(
                    accepted.id, from: accepted.issuer, until: accepted.replayableUntil, now: now)
            else { throw .replayed(accepted.id) }
        }
        return (request, judgement.outcome)
    }

    private static func received(
        _ samlResponse: String, _ relayState: String?
    ) throws(AnswerProblem) -> Received<Response> {
        do {
            return try PostBinding.receive(Response.self, samlMessage: samlResponse, relayState: relayState)
        } catch {
            throw .unreadable(error)
        }
    }

    /// Verifies the signature with the keys in the provider's metadata. Only content that it covers is read later.
    private static func authentic(
        _ received: Received<Response>, _ provider: IdentityProvider
    ) throws(AnswerProblem) -> AuthenticResponse {
        do {
            return try received.authentic(trusting: provider.keys)
        } catch {
            throw .unverified(error)
        }
    }

    /// Applies the rules of the profile (Destination, Issuer, InResponseTo, Status, Recipient, Audience, times,
    /// AuthnContext: see `AssertionRules`), and the rules that follow from the request.
    private func judge(
        _ answer: AuthenticResponse, to request: PendingRequest, from provider: IdentityProvider, now: Date
    ) throws(AnswerProblem) -> (outcome: Outcome, accepted: AcceptedAssertion?) {
        let expectation = AssertionExpectation(
            identityProvider: provider.entityID, audience: office.entityID,
            location: office.assertionConsumerService, request: request.id,
            acceptableClasses: request.wish.acceptableClasses, signatureMinimum: .either, skew: office.skew)
        let accepted: AcceptedAssertion
        do {
            accepted = try AssertionRules.accept(answer, expecting: expectation, now: now)
        } catch {
            guard case .status(let status) = error else { throw .rule(error) }
            guard answer.responseIsSigned else { throw .unsignedRefusal }
            let refusal = Refusal(
                procedure: request.wish.procedure, status: status, inResponseTo: request.id, receivedAt: now)
            return (.refused(refusal), nil)
        }
        try proofIsFresh(accepted, request)
        try nameIsOfTheKindWanted(accepted, request.wish)
        return (.signedIn(SignedIn(accepted, in: answer, to: request, at: now)), accepted)
    }

    /// Core §3.4.1: after ForceAuthn, the service must check that the authentication is new.
    private func proofIsFresh(_ accepted: AcceptedAssertion, _ request: PendingRequest) throws(AnswerProblem) {
        guard request.wish.forceAuthn else { return }
        let earliest = request.sentAt.addingTimeInterval(-office.skew.seconds)
        guard accepted.authnStatement.authnInstant >= earliest else { throw .staleProof }
    }

    /// Core §3.4.1.1: the NameID has the requested format.
    private func nameIsOfTheKindWanted(
        _ accepted: AcceptedAssertion, _ wish: SignInOptions
    ) throws(AnswerProblem) {
        guard let wanted = wish.nameIDFormat, wanted != .unspecified else { return }
        guard accepted.nameID?.format == wanted else {
            throw .nameIDFormat(expected: wanted, received: accepted.nameID?.format)
        }
    }
}
