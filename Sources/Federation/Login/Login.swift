package import Citizens
package import Foundation
package import SAML

/// One login of one citizen, from the accepted request to the Response.
///
/// A state machine. Its transitions are pure: they take the time as an argument, throw when the state does not allow
/// them, and do not store the result.
package struct Login: Hashable, Sendable {
    /// The constant part of the login.
    package let beginning: Beginning

    package internal(set) var state: State

    /// Creates a login from its stored parts.
    package init(beginning: Beginning, state: State) {
        self.beginning = beginning
        self.state = state
    }

    /// Starts a login at the chooser.
    ///
    /// - Parameter disclosures: the attributes that are released to the service provider if the login is granted.
    package static func started(
        _ id: LoginID, by request: AcceptedRequest, requiring requirement: AssuranceRequirement,
        offering offers: [MethodOffer], releasing disclosures: [Disclosure], at now: Date, lasting life: Duration
    ) -> Login {
        Login(
            beginning: Beginning(
                id: id, request: request, requirement: requirement, offers: offers, disclosures: disclosures,
                startedAt: now, expiresAt: now + Double(life.components.seconds)),
            state: .choosing(after: nil))
    }

    package var id: LoginID { beginning.id }
    package var request: AcceptedRequest { beginning.request }
    package var requirement: AssuranceRequirement { beginning.requirement }
    package var offers: [MethodOffer] { beginning.offers }
    package var disclosures: [Disclosure] { beginning.disclosures }
    package var startedAt: Date { beginning.startedAt }
    package var expiresAt: Date { beginning.expiresAt }

    /// Whether `now` is at or after `expiresAt`.
    package func isExpired(at now: Date) -> Bool { now >= expiresAt }
}

extension Login {
    /// The part of a login that is fixed when the request is accepted.
    package struct Beginning: Hashable, Sendable {
        package let id: LoginID
        /// The request, with the endpoint of the Response.
        package let request: AcceptedRequest
        package let requirement: AssuranceRequirement

        /// The methods of the chooser. At least one is offered.
        package let offers: [MethodOffer]

        /// The attributes that the first page lists. The Response releases no others.
        package let disclosures: [Disclosure]

        package let startedAt: Date

        /// The time from which no proof is accepted. A refusal can still be sent after it.
        package let expiresAt: Date
    }
}

extension Login {
    /// The state of the login.
    package enum State: Hashable, Decodable, Sendable {
        /// The citizen is choosing a method, possibly after a proof that fell short.
        case choosing(after: Shortfall?)
        case proving(Proving)
        case proved(Authentication)
        /// A Response has been made. This state is final.
        case answered
    }

    /// The step of a method.
    package enum Proving: Hashable, Decodable, Sendable {
        /// The page asks for the identity document and its contrast datum.
        case pin
        /// A PIN was sent, or the page shows the same as if one was sent.
        case pinSent(SentCode)
        /// The page asks for the identity document and the password.
        case permanentKey
        /// The password was correct, and a code was sent.
        case codeSent(SentCode)
        /// The browser is at the origin for certificates, or about to go there.
        case certificate

        package var method: Method {
            switch self {
            case .pin, .pinSent: .pin
            case .permanentKey, .codeSent: .permanentKey
            case .certificate: .certificate
            }
        }

        /// Whether the next step is to type a code that was sent.
        package var isWaitingForCode: Bool {
            switch self {
            case .pinSent, .codeSent: true
            case .pin, .permanentKey, .certificate: false
            }
        }
    }

    /// The data about a code that was sent. The code itself is not stored.
    package struct SentCode: Hashable, Decodable, Sendable {
        /// The ID of the challenge with which the code is compared.
        package let challenge: String
        /// The document that the citizen typed. It can be missing from the register.
        package let document: NationalIdentifier
        package let sentAt: Date
        /// The time at which the code expires.
        package let validUntil: Date
        /// The four characters with which the citizen completes the PIN; nil for a code.
        package let ownCode: OwnCode?
        /// The keyed hash, in base64url, of the document and the contrast datum that the citizen typed. Requests for a
        /// new PIN and wrong PINs are counted for it. Nil for a code.
        package let claim: String?
        /// The password to which this code is the second factor; nil for a PIN.
        package let password: ShownPassword?
        /// Whether a message was really sent. It decides what sending again does. No page shows it, so that a browser
        /// cannot find out who is registered.
        package let isGenuine: Bool

        package init(
            challenge: String, document: NationalIdentifier, sentAt: Date, validUntil: Date, ownCode: OwnCode? = nil,
            claim: String? = nil, password: ShownPassword? = nil, isGenuine: Bool
        ) {
            self.password = password
            self.challenge = challenge
            self.document = document
            self.sentAt = sentAt
            self.validUntil = validUntil
            self.ownCode = ownCode
            self.claim = claim
            self.isGenuine = isGenuine
        }
    }

    /// A correct password that waits for its code.
    package struct ShownPassword: Hashable, Decodable, Sendable {
        package let shownAt: Date
        /// The session in which the password was typed; nil for this login. The session must still be open when the
        /// code is checked.
        package let session: String?

        package init(shownAt: Date, session: String? = nil) {
            self.shownAt = shownAt
            self.session = session
        }
    }

    /// A valid proof whose level does not answer the request.
    package struct Shortfall: Hashable, Decodable, Sendable {
        package let method: Method
        /// The level of the proof; nil when the proof is not accepted with this registration.
        package let reached: LevelOfAssurance?
        /// The registration of the person. It decides which levels other methods can reach.
        package let registration: Registration

        package init(method: Method, reached: LevelOfAssurance?, registration: Registration) {
            self.method = method
            self.reached = reached
            self.registration = registration
        }
    }
}

/// A transition that the state of a login does not allow. The browser shows an old page, or sends a forged form.
package enum ImpossibleMove: Error, Hashable, Sendable {
    case alreadyProved
    case alreadyAnswered
    case expired
    /// The method is not offered for this request.
    case notOffered(Method)
    /// The step does not belong to the current state.
    case wrongState
}
