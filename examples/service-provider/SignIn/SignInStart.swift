import Foundation
import SAML

/// Sends a citizen to the identity provider.
struct SignInStart: Sendable {
    /// The way in which the browser sends the request.
    enum Passage: Sendable {
        case redirect(String)
        case form(PostBinding.Form)
    }

    let office: OfficeSettings
    let pending: PendingRequests

    /// Creates a signed request, and stores it to check its answer.
    ///
    /// - Returns: The request, for the browser's cookie, and the redirect or form. Nil when the provider has no
    ///   endpoint for the binding.
    func start(
        _ wish: SignInOptions, at provider: IdentityProvider, now: Date
    ) async throws -> (request: PendingRequest, passage: Passage)? {
        let location = wish.binding == .httpPOST ? provider.postLocation : provider.redirectLocation
        guard let location else { return nil }
        let request = PendingRequest(
            id: MessageID(random: Random.octets(MessageID.randomBytes)), sentAt: now, wish: wish,
            browserSecret: Random.token(), relayState: Random.token())
        let message = wish.request(id: request.id, from: office, to: location, at: now)
        let passage: Passage =
            if wish.binding == .httpPOST {
                .form(
                    try PostBinding.form(
                        sending: message, to: location, relayState: request.relayState, signedWith: office.key))
            } else {
                .redirect(
                    try RedirectBinding.url(
                        sending: message, to: location, relayState: request.relayState, signedWith: office.key))
            }
        await pending.insert(request, until: now.addingTimeInterval(office.timeout.seconds), now: now)
        return (request, passage)
    }
}
