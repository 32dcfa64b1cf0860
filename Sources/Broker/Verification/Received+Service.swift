import Federation
import SAML

extension Received {
    /// Returns the message, verified with a signature by one of the service's keys.
    ///
    /// - Parameter party: The sender of the message.
    /// - Throws: `Rejection.unverified`, with the signature's claims; `Rejection.verificationQueueFull`.
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
