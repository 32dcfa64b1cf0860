package import SAML

/// The operator's decisions about one service provider, in addition to its metadata.
package struct ServicePolicy: Hashable, Sendable {
    /// The lowest level at which this service provider gets an assertion.
    package var minimumLevel: LevelOfAssurance

    /// The parts of a Response that are signed.
    package var signing: ResponseBuilder.Signing

    /// Whether requests without a signature are accepted. The Response to one goes only to the default
    /// AssertionConsumerService.
    package var allowsUnsignedRequests: Bool

    /// The service provider's own AuthnContextClassRefs and the levels that they stand for.
    package var classes: [AuthnContextClass: LevelOfAssurance]

    /// The maximum age of a proof from a session. Zero requires a new proof; nil accepts any proof that the session
    /// has.
    package var maximumSessionAge: Duration?

    /// The attributes that are released in addition to the general policy, or instead of it.
    package var release: ReleasePolicy.Change

    /// The NameID format when neither the request nor the metadata names a supported one.
    package var nameIDFormat: NameIDFormat?

    /// Whether NameIDs have NameQualifier and SPNameQualifier. The meaning is the same without them.
    package var qualifiesNames: Bool

    /// The maximum lifetime of the service provider's own session after a login; nil when the service provider decides.
    package var sessionLifetime: Duration?

    /// The time between NotBefore of an assertion and its issue; nil for the general setting.
    package var backdating: Duration?

    /// Whether the service provider gets unsolicited Responses: a link, which can be on any page, starts the login.
    package var takesUnsolicited: Bool

    /// Whether citizens see every value and are asked for consent before the values are released.
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

    /// The policy of a service provider for which the operator set none.
    package static let standard = ServicePolicy()
}
