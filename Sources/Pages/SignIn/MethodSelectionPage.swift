/// The first page of a login: the requesting service, the attributes to be released, and the methods.
package struct MethodSelectionPage: Page {
    package static let template = "method-selection"
    package static let keys =
        ["method-selection.title"] + MethodName.keys + AcceptedLevels.keys + ReleasedAttribute.keys
        + [Offer.onlyCodeKey]
        + UnavailabilityReason.keys
    package static let values: [PageValue<Self>] = [
        .localized("levelText") { $0.level?.text(in: $1) },
        .flag("hasReleases") { !$0.releases.isEmpty },
        .each("releases", ReleasedAttribute.values) { $0.releases },
        .flag("hasOffers") { !$0.offers.isEmpty },
        .each("offers", Offer.values) { $0.offers },
        .flag("hasAbsences") { !$0.absences.isEmpty },
        .each("absences", Absence.values) { $0.absences },
        .text("cancelAction") { $0.cancelAction },
        .text("registrationHelp") { $0.registrationHelp },
    ]

    /// A method that can reach the level. Offers are shown in the given order.
    package struct Offer: Sendable {
        package let method: MethodName
        /// The address of the choice.
        package let action: String
        /// Whether the choice is a link (GET) instead of a form: forms may not post to the certificate origin.
        package let isLink: Bool
        /// Whether the password of the permanent key was already accepted, so that only the code is missing.
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
            .localized("offerName") { $1.text($0.method.nameKey) },
            .localized("offerExplanation") { $1.text($0.needsOnlyCode ? onlyCodeKey : $0.method.explanationKey) },
            .localized("offerButton") { $1.text($0.method.actionKey) },
            .text("offerAction") { $0.action },
            .flag("offerIsLink") { $0.isLink },
        ]
    }

    /// A method that cannot reach the level, with the reason.
    package struct Absence: Sendable {
        package let method: MethodName
        package let reason: UnavailabilityReason

        package init(_ method: MethodName, because reason: UnavailabilityReason) {
            self.method = method
            self.reason = reason
        }

        static let values: [PageValue<Self>] = [
            .localized("absenceName") { $1.text($0.method.nameKey) },
            .localized("absenceReason") { $1.text($0.reason.key) },
        ]
    }

    package let frame: Frame
    /// The levels that the service accepts; `nil` when it accepts any.
    package let level: AcceptedLevels?
    package let releases: [ReleasedAttribute]
    package let offers: [Offer]
    package let absences: [Absence]
    /// The address to which «cancel» posts.
    package let cancelAction: String
    /// The address of the help about registration; `nil` omits it.
    package let registrationHelp: String?

    package init(
        frame: Frame, level: AcceptedLevels?, releases: [ReleasedAttribute], offers: [Offer], absences: [Absence] = [],
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
