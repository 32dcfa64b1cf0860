package import Citizens
package import Foundation
package import SAML

/// One journey of one citizen, from the accepted request to the answer.
///
/// Its moves are pure: they take the time as an argument, say what is impossible by throwing, and leave it to others
/// to store what results.
package struct Login: Hashable, Sendable {
    /// What it began with; no move changes it.
    package let beginning: Beginning

    package internal(set) var state: State

    /// Puts together what the database has of a login.
    package init(beginning: Beginning, state: State) {
        self.beginning = beginning
        self.state = state
    }

    /// Begins a journey at the chooser.
    ///
    /// - Parameter disclosures: what the service will be told of the person when it is granted.
    package static func started(
        _ id: LoginID, by request: AcceptedRequest, requiring requirement: AssuranceRequirement,
        offering offers: [MethodOffer], telling disclosures: [Disclosure], at now: Date, lasting life: Duration
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

    /// From `expiresAt` on, that instant included.
    package func isExpired(at now: Date) -> Bool { now >= expiresAt }
}

extension Login {
    /// What was settled when the request came.
    package struct Beginning: Hashable, Sendable {
        package let id: LoginID
        /// What is answered in the end, and where.
        package let request: AcceptedRequest
        package let requirement: AssuranceRequirement

        /// What the chooser shows; at least one method of it is offered.
        package let offers: [MethodOffer]

        /// What the citizen sees before proving anything: no answer tells more.
        package let disclosures: [Disclosure]

        package let startedAt: Date

        /// After this nothing is proved any more; a refusal can still be sent.
        package let expiresAt: Date
    }
}

extension Login {
    /// Where the journey is.
    package enum State: Hashable, Decodable, Sendable {
        /// The citizen is choosing a method, possibly after one that fell short.
        case choosing(after: Shortfall?)
        case proving(Proving)
        case proved(Authentication)
        /// A Response has been made. Nothing moves any more.
        case answered
    }

    /// How far a method has got.
    package enum Proving: Hashable, Decodable, Sendable {
        /// Asks for the document and the datum of contrast.
        case pin
        /// A PIN is on its way, or seems to be.
        case pinSent(SentCode)
        /// Asks for the document and the password.
        case permanentKey
        /// The password was right; a code is on its way.
        case codeSent(SentCode)
        /// The browser has gone to the certificate's origin, or is about to.
        case certificate

        package var method: Method {
            switch self {
            case .pin, .pinSent: .pin
            case .permanentKey, .codeSent: .permanentKey
            case .certificate: .certificate
            }
        }

        /// Whether the next thing is to type a code that was sent.
        package var isWaitingForCode: Bool {
            switch self {
            case .pinSent, .codeSent: true
            case .pin, .permanentKey, .certificate: false
            }
        }
    }

    /// A code that was sent, as far as the journey must remember it. The code itself is nowhere.
    package struct SentCode: Hashable, Decodable, Sendable {
        /// The row that the code is compared with.
        package let challenge: String
        /// Whose document was typed; known or not.
        package let document: NationalIdentifier
        package let sentAt: Date
        /// The first instant at which the code works no more.
        package let validUntil: Date
        /// The four characters with which the citizen completes the PIN; nil for a code.
        package let ownCode: OwnCode?
        /// The keyed hash, in base64url, of the document and the datum of contrast that were typed: what asking again
        /// and mistyping are counted for. Nil for a code.
        package let claim: String?
        /// The password that this code reinforces; nil for a PIN.
        package let password: ShownPassword?
        /// Whether a message really went out. It decides what sending again does, and nobody is ever told.
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

    /// A password that was right and waits for its code.
    package struct ShownPassword: Hashable, Decodable, Sendable {
        package let shownAt: Date
        /// The session in which it was shown, which must not be over when the code comes; nil for this very login.
        package let session: String?

        package init(shownAt: Date, session: String? = nil) {
            self.shownAt = shownAt
            self.session = session
        }
    }

    /// A proof that was good and not enough.
    package struct Shortfall: Hashable, Decodable, Sendable {
        package let method: Method
        /// Nil when the proof is not accepted from a person so registered.
        package let reached: LevelOfAssurance?
        /// How the person is registered who proved too little: what else they can reach follows from it.
        package let registration: Registration

        package init(method: Method, reached: LevelOfAssurance?, registration: Registration) {
            self.method = method
            self.reached = reached
            self.registration = registration
        }
    }
}

/// A move that the state of a login does not allow: the browser shows an old page, or somebody plays.
package enum ImpossibleMove: Error, Hashable, Sendable {
    case alreadyProved
    case alreadyAnswered
    case expired
    /// The method is not offered for this request.
    case notOffered(Method)
    /// The step belongs to another place of the journey.
    case outOfStep
}
