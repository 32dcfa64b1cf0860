import Foundation

/// The identity provider as it was last read, for all who need it.
actor CurrentIdentityProvider {
    private var latest: IdentityProvider

    init(_ provider: IdentityProvider) {
        latest = provider
    }

    func replace(by provider: IdentityProvider) {
        latest = provider
    }

    /// The provider, unless its metadata has run out: then nobody can sign in until it is read anew.
    func provider(at now: Date) -> IdentityProvider? {
        if let end = latest.validUntil, end <= now { return nil }
        return latest
    }
}
