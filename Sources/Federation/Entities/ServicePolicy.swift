package import SAML

/// What the operator has decided about one service, beside what its own metadata says.
package struct ServicePolicy: Hashable, Sendable {
    /// The least level at which this service is ever answered.
    package var minimumLevel: LevelOfAssurance

    /// Which parts of a Response are signed for it.
    package var signing: ResponseBuilder.Signing

    /// Whether requests without any signature are taken, and answered at the default address of the metadata alone.
    package var allowsUnsignedRequests: Bool

    /// AuthnContextClassRefs of its own, and the levels that they mean to it.
    package var classes: [AuthnContextClass: LevelOfAssurance]

    /// How old a proof may be that this service takes from a session; zero for none but fresh ones, nil for any that the
    /// session still has.
    package var maximumSessionAge: Duration?

    /// What it is told beside what everybody is, or in its place.
    package var release: ReleasePolicy.Change

    /// The kind of name where neither the request nor metadata names one that is given.
    package var nameIDFormat: NameIDFormat?

    /// Whether its names say between whom they hold. Without, they mean the same.
    package var qualifiesNames: Bool

    /// How long it may keep a session of its own after a login; nil when that is for it to decide.
    package var sessionLifetime: Duration?

    /// How far in the past its assertions begin to hold; nil for as far as everybody's.
    package var backdating: Duration?

    /// Whether it is told of people without having asked, when they follow a link of somebody's.
    package var takesUnsolicited: Bool

    /// Whether citizens are asked, value by value, before it is told anything.
    package var asksConsent: Bool

    package init(
        minimumLevel: LevelOfAssurance = .low, signing: ResponseBuilder.Signing = .both,
        allowsUnsignedRequests: Bool = false,
        classes: [AuthnContextClass: LevelOfAssurance] = [:], maximumSessionAge: Duration? = nil,
        release: ReleasePolicy.Change = .adding([]), nameIDFormat: NameIDFormat? = nil, qualifiesNames: Bool = true,
        sessionLifetime: Duration? = nil, backdating: Duration? = nil, takesUnsolicited: Bool = false,
        asksConsent: Bool = false
    ) {
        self.minimumLevel = minimumLevel
        self.signing = signing
        self.allowsUnsignedRequests = allowsUnsignedRequests
        self.classes = classes
        self.maximumSessionAge = maximumSessionAge
        self.release = release
        self.nameIDFormat = nameIDFormat
        self.qualifiesNames = qualifiesNames
        self.sessionLifetime = sessionLifetime
        self.backdating = backdating
        self.takesUnsolicited = takesUnsolicited
        self.asksConsent = asksConsent
    }

    /// What holds for a service of which nothing was decided.
    package static let standard = ServicePolicy()
}
