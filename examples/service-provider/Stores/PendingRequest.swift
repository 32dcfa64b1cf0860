import Foundation
import SAML

/// A request on its way, and what the answer will be held against.
struct PendingRequest: Hashable, Sendable {
    let id: MessageID
    let sentAt: Date
    let wish: SignInOptions
    /// The secret in a cookie of the browser that asked: the answer counts in no other browser.
    let browserSecret: String
    /// What went along as RelayState. It says nothing to anybody: where the citizen was going is in ``wish``, here, where
    /// no one else can write. An address in RelayState is an open redirect waiting to happen.
    let relayState: String
}
