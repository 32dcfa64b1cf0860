import Federation
import SAML

extension Received {
    /// What the message says, believed because one of the service's keys has signed it.
    ///
    /// - Throws: `Rejection.unverified`, with what the signature claims.
    func verified(from service: ServiceProvider) throws(Rejection) -> Verified<Message> {
        do throws(VerificationFailure) {
            return try verified(trusting: service.signingKeys)
        } catch {
            throw .unverified(error, signatureClaim(against: service.signingKeys))
        }
    }
}
