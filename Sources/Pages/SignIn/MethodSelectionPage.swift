/// The first page of a login: who asks, what they will be told, and how one can prove who one is.
package struct MethodSelectionPage: Page {
    package static let template = "method-selection"
    package static let keys =
        ["method-selection.title"] + MethodName.keys + LevelWish.keys + ReleasedAttribute.keys
        + [Offer.onlyCodeKey]
        + UnavailabilityReason.keys

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

        func values(in wording: Wording) -> PageValues {
            var values = PageValues()
            values.set("offerMethod", method.rawValue)
            values.set("offerName", wording.text(method.nameKey))
            values.set("offerExplanation", wording.text(needsOnlyCode ? Self.onlyCodeKey : method.explanationKey))
            values.set("offerButton", wording.text(method.actionKey))
            values.set("offerAction", action)
            values.set("offerIsLink", isLink)
            return values
        }
    }

    /// A method that cannot, with the reason.
    package struct Absence: Sendable {
        package let method: MethodName
        package let reason: UnavailabilityReason

        package init(_ method: MethodName, because reason: UnavailabilityReason) {
            self.method = method
            self.reason = reason
        }

        func values(in wording: Wording) -> PageValues {
            var values = PageValues()
            values.set("absenceName", wording.text(method.nameKey))
            values.set("absenceReason", wording.text(reason.key))
            return values
        }
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

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("levelText", level?.text(in: wording))
        values.set("hasReleases", !releases.isEmpty)
        values.set("releases", each: releases.map { $0.text(in: wording) }, as: "attribute")
        values.set("hasOffers", !offers.isEmpty)
        values.set("offers", each: offers.map { $0.values(in: wording) })
        values.set("hasAbsences", !absences.isEmpty)
        values.set("absences", each: absences.map { $0.values(in: wording) })
        values.set("cancelAction", cancelAction)
        values.set("registrationHelp", registrationHelp)
        return values
    }
}
