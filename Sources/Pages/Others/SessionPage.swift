package import Foundation

/// The session of this browser: who is signed in, since when and by which method, and the button to sign out. Also the
/// page for a browser without a session.
package struct SessionPage: Page {
    package static let template = "session"
    package static let keys = ["session.title"] + MethodName.keys
    package static let values: [PageValue<Self>] = [
        .text("signOutAction") { $0.signOutAction },
        .flag("isPresent") { $0.present != nil },
        .text("personName") { $0.present?.name },
        .localized("since") { page, wording in page.present.map { wording.moment($0.since) } },
        .localized("previousAccess") { page, wording in page.present?.previousAccess.map(wording.moment) },
        .localized("until") { page, wording in page.present.map { wording.time($0.until) } },
        .each("methods", MethodName.values) { $0.present?.methods ?? [] },
        .flag("hasServices") { $0.present?.services.isEmpty == false },
        .each("services", [.text("sharingService") { $0 }]) { $0.present?.services ?? [] },
        .text("withdrawAction") { $0.withdrawAction },
        .flag("hasConsents") { $0.present?.consents.isEmpty == false },
        .each("consents", Consent.values) { $0.present?.consents ?? [] },
    ]

    /// A session that is not over.
    package struct Present: Sendable {
        package let name: String
        package let since: Date
        /// Nil for the first sign-in.
        package let previousAccess: Date?
        /// The time when the session expires unless it is used before.
        package let until: Date
        package let methods: [MethodName]
        /// The names of the services to which the broker has released attributes.
        package let services: [String]
        /// The services for which the citizen has given a permanent consent.
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

    /// A permanent consent of the citizen.
    package struct Consent: Sendable {
        package let serviceName: String
        package let entityID: String

        package init(serviceName: String, entityID: String) {
            self.serviceName = serviceName
            self.entityID = entityID
        }

        static let values: [PageValue<Self>] = [
            .text("consentService") { $0.serviceName },
            .carried("consentEntity") { $0.entityID },
        ]
    }

    package let frame: Frame
    /// Nil when there is no session.
    package let present: Present?
    /// The address to which «sign out» posts.
    package let signOutAction: String
    /// The address to which «withdraw» posts.
    package let withdrawAction: String

    package init(frame: Frame, present: Present?, signOutAction: String, withdrawAction: String = "") {
        self.withdrawAction = withdrawAction
        self.frame = frame
        self.present = present
        self.signOutAction = signOutAction
    }
}
