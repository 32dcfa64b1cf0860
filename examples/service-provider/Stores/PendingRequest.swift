import Foundation
import SAML

/// A sent request, with the data to check its answer.
struct PendingRequest: Hashable, Sendable {
    let id: MessageID
    let sentAt: Date
    let wish: SignInOptions
    /// The secret in a cookie of the browser that sent the request. The answer is accepted only in that browser.
    let browserSecret: String
    /// The RelayState of the request, a random value. The citizen's destination is in ``wish``, which only the server
    /// can write. A URL in RelayState would be an open redirect.
    let relayState: String
}
