/// The citizen is known, but not well enough for this service: which other way reaches the level, or back.
package struct ShortfallNoticePage: Page {
    package static let template = "shortfall-notice"
    package static let keys = ["shortfall-notice.title"] + MethodName.keys + LevelWish.keys
    package static let values: [PageValue<Self>] = [
        .words("reachedText") { page, wording in page.reached.map { wording.text($0.key) } },
        .words("requiredText") { $0.required.text(in: $1) },
        .flag("hasOffers") { !$0.offers.isEmpty },
        .each("offers", MethodSelectionPage.Offer.values) { $0.offers },
        .text("returnAction") { $0.returnAction },
    ]

    package let frame: Frame
    /// Nil when the proof is not accepted from a person so registered.
    package let reached: LevelName?
    package let required: LevelWish
    /// Methods that can still reach it; empty when none does.
    package let offers: [MethodSelectionPage.Offer]
    /// Where «go back to the service» posts: a refusal goes with the citizen.
    package let returnAction: String

    package init(
        frame: Frame, reached: LevelName?, required: LevelWish, offers: [MethodSelectionPage.Offer],
        returnAction: String
    ) {
        self.frame = frame
        self.reached = reached
        self.required = required
        self.offers = offers
        self.returnAction = returnAction
    }
}
