/// The citizen is known, but not well enough for this service: which other way reaches the level, or back.
package struct ShortfallNoticePage: Page {
    package static let template = "shortfall-notice"
    package static let keys = ["shortfall-notice.title"] + MethodName.keys + LevelWish.keys

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

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("reachedText", reached.map { wording.text($0.key) })
        values.set("requiredText", required.text(in: wording))
        values.set("hasOffers", !offers.isEmpty)
        values.set("offers", each: offers.map { $0.values(in: wording) })
        values.set("returnAction", returnAction)
        return values
    }
}
