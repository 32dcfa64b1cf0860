package import Citizens
package import Federation
import Foundation
package import SAML

/// The configuration that the use cases need.
package struct BrokerSettings: Sendable {
    /// The broker's own entity ID.
    package let entityID: EntityID

    /// The scheme, host and port of the pages, without a path. Addresses are built from it, never from a Host header.
    package let publicOrigin: String

    /// The scheme, host and port of the listener that requests certificates; nil when that method is off.
    package let certificateOrigin: String?

    /// The maximum difference between a service's clock and the broker's clock.
    package let clockSkew: Duration

    /// The maximum time between the request and the answer.
    package let loginLifetime: Duration

    /// The time for which the same browser gets the same answer again.
    package let answerLifetime: Duration

    /// The lifetime of a ticket to the certificate's origin.
    package let ticketLifetime: Duration

    /// The lifetime of a PIN, and the maximum number of wrong access codes.
    package let pinPolicy: CodePolicy
    /// The same limits for the code that reinforces a password.
    package let codePolicy: CodePolicy
    /// The length and the characters of PINs.
    package let pinFormat: PINFormat
    /// The limits on messages to one citizen.
    package let messages: SMSLimits
    /// The maximum number of wrong codes for one citizen.
    package let guesses: GuessBudget
    /// The maximum number of failed attempts of one source.
    package let allowance: FailureAllowance
    /// The lifetime of a session; nil when every service asks the citizen to sign in again.
    package let sessions: SessionLimits?
    /// The time for which a service may delay its answer to a logout request.
    package let logoutTimeout: Duration
    /// The maximum duration of a whole logout. After it, the logout is deleted.
    package let logoutLifetime = Duration.seconds(1200)
    /// The addresses of pages for tasks outside the broker.
    package let help: Help
    /// The attributes released to each service.
    package let release: ReleasePolicy
    /// The domain that assigns the subject identifiers. It is in the broker's metadata and never changes.
    package let subjectIdentifierScope: String

    /// Addresses of the register operator's pages; nil omits a link.
    package struct Help: Hashable, Sendable {
        package let registration: String?
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

    /// Returns the time until which the request must be remembered. Before that time, a broker could accept it again.
    func replayableUntil(_ request: AcceptedRequest) -> Date {
        MessageFreshness(skew: clockSkew).rememberUntil(request.issueInstant)
    }

    /// Returns the host of the entity ID; if the entity ID is not an address, the host of the pages.
    package static func standardScope(entityID: EntityID, publicOrigin: String) -> String {
        [entityID.rawValue, publicOrigin].lazy.compactMap { WebAddress($0)?.host.text }.first ?? ""
    }

    /// The address for login requests, for both bindings.
    package var singleSignOnService: String { publicOrigin + "/saml/sso" }

    /// The address of links that start unsolicited sign-on.
    package var unsolicitedSignOn: String { publicOrigin + "/saml/unsolicited" }

    /// The address for logout messages, for both browser bindings.
    package var singleLogoutService: String { publicOrigin + "/saml/slo" }

    /// The address for logout messages from services' servers, by SOAP.
    package var singleLogoutServiceForServers: String { publicOrigin + "/saml/slo/soap" }
}
