package import Citizens
package import Federation
import Foundation
package import SAML

/// What the use cases need to know of the configuration.
package struct BrokerSettings: Sendable {
    /// Our own name in the federation.
    package let entityID: EntityID

    /// Scheme, host and port of the pages, without a path; addresses are built from it and never from a Host header.
    package let publicOrigin: String

    /// The same of the listener that asks for certificates; nil while that method is off.
    package let certificateOrigin: String?

    /// How far a service's clock may differ from ours.
    package let clockSkew: Duration

    /// How long a citizen has from the request to the answer.
    package let loginLifetime: Duration

    /// How long the same browser is given the same answer again.
    package let answerLifetime: Duration

    /// How long a ticket to the certificate's origin lasts.
    package let ticketLifetime: Duration

    /// How long a PIN works, and how often the access code may be wrong.
    package let pinPolicy: CodePolicy
    /// The same of the code that reinforces a password.
    package let codePolicy: CodePolicy
    /// The length and the characters of PINs.
    package let pinFormat: PINFormat
    /// How many messages one person is sent.
    package let messages: SMSLimits
    /// How many wrong codes are taken for one person.
    package let guesses: GuessBudget
    /// How many attempts without success a source may make.
    package let allowance: FailureAllowance
    /// How long a session lasts; nil when each service asks anew.
    package let sessions: SessionLimits?
    /// How long a service has to answer when it is told of a logout.
    package let logoutTimeout: Duration
    /// How long a logout may take in all, until it is forgotten.
    package let logoutLifetime = Duration.seconds(1200)
    /// Where a citizen finds what is not done here.
    package let help: Help
    /// Which service is told what.
    package let release: ReleasePolicy
    /// Who assigns the identifiers of persons: a domain, which stands in our metadata and never changes.
    package let subjectIdentifierScope: String

    /// Addresses of pages of whoever runs the register; nil leaves the link out.
    package struct Help: Hashable, Sendable {
        /// How one registers.
        package let registration: String?
        /// How one gets a new password.
        package let forgottenPassword: String?

        package init(registration: String? = nil, forgottenPassword: String? = nil) {
            self.registration = registration
            self.forgottenPassword = forgottenPassword
        }
    }

    package init(
        entityID: EntityID, publicOrigin: String, certificateOrigin: String?, clockSkew: Duration = .seconds(180),
        loginLifetime: Duration = .seconds(1200), answerLifetime: Duration = .seconds(120),
        ticketLifetime: Duration = .seconds(300), pinPolicy: CodePolicy = .accessCode,
        codePolicy: CodePolicy = .oneTimeCode, pinFormat: PINFormat = .standard, messages: SMSLimits = .standard,
        guesses: GuessBudget = .standard, allowance: FailureAllowance = .standard(),
        sessions: SessionLimits? = .standard, logoutTimeout: Duration = .seconds(10), help: Help = Help(),
        release: ReleasePolicy = .standard, subjectIdentifierScope: String? = nil
    ) {
        self.entityID = entityID
        self.publicOrigin = publicOrigin
        self.certificateOrigin = certificateOrigin
        self.clockSkew = clockSkew
        self.loginLifetime = loginLifetime
        self.answerLifetime = answerLifetime
        self.ticketLifetime = ticketLifetime
        self.pinPolicy = pinPolicy
        self.codePolicy = codePolicy
        self.pinFormat = pinFormat
        self.messages = messages
        self.guesses = guesses
        self.allowance = allowance
        self.sessions = sessions
        self.logoutTimeout = logoutTimeout
        self.help = help
        self.release = release
        self.subjectIdentifierScope =
            subjectIdentifierScope ?? Self.standardScope(entityID: entityID, publicOrigin: publicOrigin)
    }

    /// The time until which the request must be remembered, because some broker may accept it again before.
    func replayableUntil(_ request: AcceptedRequest) -> Date {
        MessageFreshness(skew: clockSkew).rememberUntil(request.issueInstant)
    }

    /// The host of our name, or of our pages where that is no address.
    package static func standardScope(entityID: EntityID, publicOrigin: String) -> String {
        [entityID.rawValue, publicOrigin].lazy.compactMap { WebAddress($0)?.host.text }.first ?? ""
    }

    /// Where requests arrive, by either binding.
    package var singleSignOnService: String { publicOrigin + "/saml/sso" }

    /// Where links lead by which services are told of people without having asked.
    package var unsolicitedSignOn: String { publicOrigin + "/saml/unsolicited" }

    /// Where logout messages arrive, by either binding.
    package var singleLogoutService: String { publicOrigin + "/saml/slo" }

    /// Where services' servers send them, by SOAP.
    package var singleLogoutServiceForServers: String { publicOrigin + "/saml/slo/soap" }
}
