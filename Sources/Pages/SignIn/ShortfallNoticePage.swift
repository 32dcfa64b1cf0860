/// The page for an identified citizen whose level is too low for the service: the other methods that reach it, and the
/// return to the service.
package struct ShortfallNoticePage: Page {
    package static let template = "shortfall-notice"
    package static let keys = ["shortfall-notice.title"] + MethodName.keys + AcceptedLevels.keys
    package static let values: [PageValue<Self>] = [
        .localized("reachedText") { page, wording in page.reached.map { wording.text($0.key) } },
        .localized("requiredText") { $0.required.text(in: $1) },
        .flag("hasOffers") { !$0.offers.isEmpty },
        .each("offers", MethodSelectionPage.Offer.values) { $0.offers },
        .text("returnAction") { $0.returnAction },
    ]

    package let frame: Frame
    /// The level reached; nil when the service does not accept the proof because of how the citizen registered.
    package let reached: LevelName?
    package let required: AcceptedLevels
    /// The methods that can still reach the level; may be empty.
    package let offers: [MethodSelectionPage.Offer]
    /// The address to which «go back to the service» posts. The service receives a refusal.
    package let returnAction: String

    package init(
        frame: Frame, reached: LevelName?, required: AcceptedLevels, offers: [MethodSelectionPage.Offer],
        returnAction: String
    ) {
        self.frame = frame
        self.reached = reached
        self.required = required
        self.offers = offers
        self.returnAction = returnAction
    }
}
