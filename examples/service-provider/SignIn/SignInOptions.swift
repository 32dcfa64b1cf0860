import Foundation
import SAML

/// The options of one sign-in: the requirements of a procedure, or an experiment.
struct SignInOptions: Hashable, Sendable {
    /// The procedure to which the citizen returns.
    var procedure: Procedure
    /// The requested level.
    var level: Level
    /// The comparison with the requested level. Nil requests no level.
    var comparison: RequestedAuthnContext.Comparison? = .minimum
    /// The binding of the request.
    var binding: Binding = .httpRedirect
    var forceAuthn = false
    var isPassive = false
    /// The requested format of the NameID. Nil uses the formats in metadata.
    var nameIDFormat: NameIDFormat?

    init(for procedure: Procedure) {
        self.procedure = procedure
        level = procedure.level
    }

    /// Reads options from a query: the procedure, and the values of an experiment.
    ///
    /// - Parameter parameters: The decoded parameters. Unknown names are ignored. Unknown values give the default.
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

    /// The NameID formats of experiments, by their short names.
    static let formats: [String: NameIDFormat] = [
        "persistent": .persistent, "transient": .transient, "unspecified": .unspecified,
        "emailAddress": .emailAddress,
    ]

    /// The RequestedAuthnContext of the request. Nil requests no level.
    var requestedAuthnContext: RequestedAuthnContext? {
        comparison.map { RequestedAuthnContext(comparison: $0, classes: [level.authnContextClass]) }
    }

    /// The acceptable classes of the answer. Nil accepts any.
    ///
    /// A service that requests a level must check the level of the answer. It may be lower because of a mistake of the
    /// identity provider, or because an attacker removed the level from the request.
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

    /// Returns the AuthnRequest with these options.
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
