package import SAML

/// What the operator has decided about one service, beside what its own metadata says.
package struct ServiceProviderEntry: Hashable, Sendable {
    /// The least level at which this service is ever answered.
    package var minimumLevel: LevelOfAssurance

    /// Which parts of a Response are signed for it.
    package var signing: ResponseBuilder.Signing

    /// Whether requests without any signature are taken, and answered at the default address of the metadata alone.
    package var allowsUnsignedRequests: Bool

    /// AuthnContextClassRefs of its own, and the levels that they mean to it.
    package var classes: [String: LevelOfAssurance]

    package init(
        minimumLevel: LevelOfAssurance = .low, signing: ResponseBuilder.Signing = .both,
        allowsUnsignedRequests: Bool = false,
        classes: [String: LevelOfAssurance] = [:]
    ) {
        self.minimumLevel = minimumLevel
        self.signing = signing
        self.allowsUnsignedRequests = allowsUnsignedRequests
        self.classes = classes
    }

    /// What holds for a service of which nothing was decided.
    package static let standard = ServiceProviderEntry()
}
