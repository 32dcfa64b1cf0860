import Foundation

/// The identity provider from the last successful read of its metadata.
actor CurrentIdentityProvider {
    private var latest: IdentityProvider

    init(_ provider: IdentityProvider) {
        latest = provider
    }

    func replace(by provider: IdentityProvider) {
        latest = provider
    }

    /// Returns the provider. Nil when its metadata has expired: then sign-ins fail until a new document is read.
    func provider(at now: Date) -> IdentityProvider? {
        if let end = latest.validUntil, end <= now { return nil }
        return latest
    }
}
