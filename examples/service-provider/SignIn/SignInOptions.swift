import Foundation
import SAML

/// What the office asks of the identity provider in one sign-in: what a procedure needs, or an experiment.
struct SignInOptions: Hashable, Sendable {
    /// Where the citizen was going.
    var procedure: Procedure
    /// The level asked for.
    var level: Level
    /// How the level reached is compared with it; nil asks for nothing.
    var comparison: RequestedAuthnContext.Comparison? = .minimum
    /// How the request travels.
    var binding: Binding = .httpRedirect
    var forceAuthn = false
    var isPassive = false
    /// The kind of name wanted; nil leaves it to metadata.
    var nameIDFormat: NameIDFormat?

    init(for procedure: Procedure) {
        self.procedure = procedure
        level = procedure.level
    }

    /// Reads a wish from a query: the procedure, and whatever an experiment changes.
    /// - Parameter parameters: decoded; names that mean nothing are passed over, values that mean nothing are the default.
    init?(_ parameters: (String) -> String?) {
        guard let procedure = parameters("procedure").flatMap(Procedure.init(rawValue:)) else { return nil }
        self.init(for: procedure)
        level = parameters("level").flatMap(Level.init(rawValue:)) ?? procedure.level
        if let text = parameters("comparison"), !text.isEmpty {
            comparison = RequestedAuthnContext.Comparison(rawValue: text)
        }
        if parameters("binding") == "post" { binding = .httpPOST }
        forceAuthn = parameters("force") == "1"
        isPassive = parameters("passive") == "1"
        nameIDFormat = parameters("format").flatMap { Self.formats[$0] }
    }

    /// The kinds of name that an experiment can ask for, by their short names.
    static let formats: [String: NameIDFormat] = [
        "persistent": .persistent, "transient": .transient, "unspecified": .unspecified,
        "emailAddress": .emailAddress,
    ]

    /// What goes into the request; nil asks for nothing.
    var requestedAuthnContext: RequestedAuthnContext? {
        comparison.map { RequestedAuthnContext(comparison: $0, classes: [level.authnContextClass]) }
    }

    /// The classes that the answer may have; nil takes any.
    ///
    /// Whoever asks for a level has to look at what came: an identity provider may answer with less, by mistake or
    /// because somebody on the way took the wish out of the request.
    var acceptableClasses: [AuthnContextClass]? {
        comparison.map { comparison in
            Level.allCases.filter { reached in
                switch comparison {
                case .exact: reached == level
                case .minimum: reached >= level
                case .maximum: reached <= level
                case .better: reached > level
                }
            }.map(\.authnContextClass)
        }
    }

    /// The request for it.
    func request(id: MessageID, from office: OfficeSettings, to location: String, at now: Date) -> AuthnRequest {
        AuthnRequest(
            id: id, issueInstant: now, destination: location, issuer: Issuer(office.entityID),
            nameIDPolicy: nameIDFormat.map { NameIDPolicy(format: $0, allowCreate: true) },
            requestedAuthnContext: requestedAuthnContext, forceAuthn: forceAuthn ? true : nil,
            isPassive: isPassive ? true : nil,
            replyTo: AuthnRequest.ReplyTo(url: office.assertionConsumerService, protocolBinding: .httpPOST),
            providerName: "Oficina de ejemplo")
    }
}
