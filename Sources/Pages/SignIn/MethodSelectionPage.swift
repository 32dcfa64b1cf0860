/// The first page of a login: who asks, what they will be told, and how one can prove who one is.
package struct MethodSelectionPage: Page {
    package static let template = "method-selection"
    package static let keys =
        ["method-selection.title"] + MethodName.keys + LevelWish.keys + ReleasedAttribute.keys
        + [Offer.onlyCodeKey]
        + UnavailabilityReason.keys
    package static let values: [PageValue<Self>] = [
        .words("levelText") { $0.level?.text(in: $1) },
        .flag("hasReleases") { !$0.releases.isEmpty },
        .each("releases", ReleasedAttribute.values) { $0.releases },
        .flag("hasOffers") { !$0.offers.isEmpty },
        .each("offers", Offer.values) { $0.offers },
        .flag("hasAbsences") { !$0.absences.isEmpty },
        .each("absences", Absence.values) { $0.absences },
        .text("cancelAction") { $0.cancelAction },
        .text("registrationHelp") { $0.registrationHelp },
    ]

    /// A method that can reach the level, in the order in which it is shown.
    package struct Offer: Sendable {
        package let method: MethodName
        /// Where the choice goes.
        package let action: String
        /// A link by GET instead of a form: the certificate's origin is another one, which forms may not post to.
        package let isLink: Bool
        /// The password of the permanent key was shown before: only the code is missing.
        package let needsOnlyCode: Bool

        package init(_ method: MethodName, action: String, isLink: Bool = false, needsOnlyCode: Bool = false) {
            self.needsOnlyCode = needsOnlyCode
            self.method = method
            self.action = action
            self.isLink = isLink
        }

        static let onlyCodeKey = "method.permanent-key.only-code"

        static let values: [PageValue<Self>] = [
            .text("offerMethod") { $0.method.rawValue },
            .words("offerName") { $1.text($0.method.nameKey) },
            .words("offerExplanation") { $1.text($0.needsOnlyCode ? onlyCodeKey : $0.method.explanationKey) },
            .words("offerButton") { $1.text($0.method.actionKey) },
            .text("offerAction") { $0.action },
            .flag("offerIsLink") { $0.isLink },
        ]
    }

    /// A method that cannot, with the reason.
    package struct Absence: Sendable {
        package let method: MethodName
        package let reason: UnavailabilityReason

        package init(_ method: MethodName, because reason: UnavailabilityReason) {
            self.method = method
            self.reason = reason
        }

        static let values: [PageValue<Self>] = [
            .words("absenceName") { $1.text($0.method.nameKey) },
            .words("absenceReason") { $1.text($0.reason.key) },
        ]
    }

    package let frame: Frame
    /// The levels that will do; `nil` when any does.
    package let level: LevelWish?
    package let releases: [ReleasedAttribute]
    package let offers: [Offer]
    package let absences: [Absence]
    /// Where «cancel» posts.
    package let cancelAction: String
    /// Where one learns how to register; `nil` leaves the help out.
    package let registrationHelp: String?

    package init(
        frame: Frame, level: LevelWish?, releases: [ReleasedAttribute], offers: [Offer], absences: [Absence] = [],
        cancelAction: String, registrationHelp: String? = nil
    ) {
        self.frame = frame
        self.level = level
        self.releases = releases
        self.offers = offers
        self.absences = absences
        self.cancelAction = cancelAction
        self.registrationHelp = registrationHelp
    }
}
