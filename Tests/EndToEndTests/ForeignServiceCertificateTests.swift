import Foundation
import TestAgents
import Testing

/// Tests of citizens with certificates and without registration at third-party services: levels that are reached, and
/// the answer when none is.
@Suite(.startsProcesses) struct ForeignServiceCertificateTests {
    @Test(arguments: ForeignServiceProvider.Software.allCases)
    func `accepts a card at level high, and is refused with a software certificate`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let broker = try await RunningBroker.start()
        let service = try await ForeignServiceProvider.start(software, at: broker, level: EIDAS.high)

        let withCard = SignIn(broker: broker, agent: try await Self.agent(of: "87654321X"))
        let proved = try await Self.proveByCertificate("87654321X", at: service, withCard)
        let accepted = try await service.outcome(of: try await withCard.submitAnswer(proved), for: withCard.agent)
        #expect(accepted.isAccepted, "\(accepted)\n\(service.log)")
        #expect(accepted.attributes[EIDAS.personIdentifier] == ["ES/ES/87654321X"])
        #expect(accepted.level == EIDAS.high)

        let inSoftware = SignIn(broker: broker, agent: try await Self.agent(of: "12345678Z"))
        let shortfall = try await Self.proveByCertificate("12345678Z", at: service, inSoftware)
        let answer = try await inSoftware.cancel(on: shortfall)
        try await Self.expectNoAuthnContext(
            answer, "level-not-reached: the citizen reached substantial", blaming: "Responder", at: service,
            inSoftware)
    }

    @Test(arguments: ForeignServiceProvider.Software.allCases)
    func `is refused at once when it requests an unknown class`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let unknown = "urn:oasis:names:tc:SAML:2.0:ac:classes:InternetProtocol"
        let broker = try await RunningBroker.start()
        let service = try await ForeignServiceProvider.start(software, at: broker, level: unknown)
        let signIn = SignIn(broker: broker, agent: HTTPAgent())
        let answer = try await signIn.arrive(try await service.beginLogin(with: signIn.agent))
        try await Self.expectNoAuthnContext(
            answer, "no-authn-context: no method satisfies the requested AuthnContext: \(unknown)",
            blaming: "Requester", at: service, signIn)
    }

    /// Returns a browser with the certificate of a citizen.
    private static func agent(of document: String) async throws -> HTTPAgent {
        let authorities = try await DevelopmentAuthorities.shared
        return HTTPAgent(
            trustedCertificates: authorities.serverAuthority, identity: authorities.identity(of: document))
    }

    private static func proveByCertificate(
        _ document: String, at service: ForeignServiceProvider, _ signIn: SignIn
    ) async throws -> HTTPResponse {
        let selection = try await signIn.arrive(try await service.beginLogin(with: signIn.agent))
        return try await signIn.certificate(of: document, on: try await signIn.choose("certificate", on: selection))
    }

    /// Expects a signed Response with NoAuthnContext, and that the service understands it.
    private static func expectNoAuthnContext(
        _ answer: HTTPResponse, _ message: String, blaming party: String, at service: ForeignServiceProvider,
        _ signIn: SignIn
    ) async throws {
        let document = try AnswerDocument(answer)
        let prefix = "urn:oasis:names:tc:SAML:2.0:status:"
        #expect(document.statusCodes == [prefix + party, prefix + "NoAuthnContext"])
        try await document.expectSignature(of: signIn.broker)

        let outcome = try await service.outcome(of: try await signIn.submitAnswer(answer), for: signIn.agent)
        #expect(!outcome.isAccepted)
        let shown = [outcome.error, outcome.reason].compactMap(\.self).joined(separator: " ")
        #expect(shown.contains(message), "\(shown)")
        // python3-saml shows the message instead of the second code.
        if service.software != .python3SAML { #expect(shown.contains(prefix + "NoAuthnContext"), "\(shown)") }
    }
}
