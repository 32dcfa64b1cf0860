package import Foundation

/// Who is signed in at this browser, since when and with what, and the way out; or that nobody is.
package struct SessionPage: Page {
    package static let template = "session"
    package static let keys = ["session.title"] + MethodName.keys

    /// A session that is not over.
    package struct Present: Sendable {
        package let name: String
        package let since: Date
        /// Nil for the first time.
        package let previousAccess: Date?
        /// When it is over if it is not used before.
        package let until: Date
        package let methods: [MethodName]
        /// Who was told, by name.
        package let services: [String]
        /// Who is told without asking, by the citizen's own word.
        package let consents: [Consent]

        package init(
            name: String, since: Date, previousAccess: Date?, until: Date, methods: [MethodName], services: [String],
            consents: [Consent] = []
        ) {
            self.name = name
            self.since = since
            self.previousAccess = previousAccess
            self.until = until
            self.methods = methods
            self.services = services
            self.consents = consents
        }
    }

    /// What a citizen has agreed to for good.
    package struct Consent: Sendable {
        package let serviceName: String
        package let entityID: String

        package init(serviceName: String, entityID: String) {
            self.serviceName = serviceName
            self.entityID = entityID
        }
    }

    package let frame: Frame
    /// Nil when nobody is signed in.
    package let present: Present?
    /// Where «sign out» posts.
    package let signOutAction: String
    /// Where «withdraw» posts.
    package let withdrawAction: String

    package init(frame: Frame, present: Present?, signOutAction: String, withdrawAction: String = "") {
        self.withdrawAction = withdrawAction
        self.frame = frame
        self.present = present
        self.signOutAction = signOutAction
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("signOutAction", signOutAction)
        values.set("isPresent", present != nil)
        guard let present else { return values }
        values.set("personName", present.name)
        values.set("since", wording.moment(present.since))
        values.set("previousAccess", present.previousAccess.map(wording.moment))
        values.set("until", wording.time(present.until))
        values.set("methods", each: present.methods.map { wording.text($0.nameKey) }, as: "methodName")
        values.set("hasServices", !present.services.isEmpty)
        values.set("services", each: present.services, as: "toldService")
        values.set("withdrawAction", withdrawAction)
        values.set("hasConsents", !present.consents.isEmpty)
        values.set(
            "consents",
            each: present.consents.map { consent in
                var item = PageValues()
                item.set("consentService", consent.serviceName)
                item.set("consentEntity", carried: consent.entityID)
                return item
            })
        return values
    }
}
