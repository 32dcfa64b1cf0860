import Federation
import SAML

extension Received {
    /// What the message says, believed because one of the service's keys has signed it.
    ///
    /// - Parameter party: who brought it.
    /// - Throws: `Rejection.unverified`, with what the signature claims; `Rejection.verificationQueueFull`.
    func verified(
        from service: ServiceProvider, in lane: VerificationLane, for party: VerificationLane.Party
    ) async throws(Rejection) -> Verified<Message> {
        try await lane.run(predicted: verificationWork, for: party) { () throws(Rejection) in
            do throws(VerificationFailure) {
                return try verified(trusting: service.signingKeys)
            } catch {
                throw .unverified(error, signatureClaim(against: service.signingKeys))
            }
        }
    }
}
