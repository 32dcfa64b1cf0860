import Foundation
import SAML

/// Sends a citizen to the identity provider.
struct SignInStart: Sendable {
    /// How the browser gets there.
    enum Passage: Sendable {
        case redirect(String)
        case form(PostBinding.Form)
    }

    let office: OfficeSettings
    let pending: PendingRequests

    /// Makes a signed request, and remembers what will be expected of its answer.
    /// - Returns: the request, for the browser's cookie, and the way to the provider; nil when the provider has no address
    ///   for that binding.
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
