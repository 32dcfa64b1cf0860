package import Broker
package import Federation
import Foundation
package import SAML
package import TestFederation

extension BrokerWorld {
    /// Returns a valid request of a service for the given levels, changed by `change`.
    package func request(
        _ service: TestServiceProvider, _ comparison: RequestedAuthnContext.Comparison = .minimum,
        _ levels: LevelOfAssurance..., change: (inout RequestDraft) -> Void = { _ in }
    ) -> AuthnRequest {
        service.request(to: settings.singleSignOnService, at: clock.now) { draft in
            if !levels.isEmpty {
                draft.requestedAuthnContext = RequestedAuthnContext(
                    comparison: comparison, classes: levels.map { AuthnContextClass(rawValue: $0.classReference) })
            }
            change(&draft)
        }
    }

    /// Sends the request by HTTP-Redirect, signed.
    package func arrive(
        _ request: AuthnRequest, from service: TestServiceProvider, relayState: String? = "estado"
    ) async throws -> SingleSignOn.Beginning {
        let query = try service.query(request, relayState: relayState)
        return try await SingleSignOn(signIn).begin(
            RedirectBinding.receive(AuthnRequest.self, query: query), from: Self.client)
    }

    /// Starts a login.
    package func begin(_ request: AuthnRequest, from service: TestServiceProvider) async throws -> Journey {
        guard case .started(let open) = try await arrive(request, from: service) else { throw Trouble.notStarted }
        return Journey(world: self, service: service, request: request, id: open.login.id, handle: open.handle)
    }

    /// Starts a login at the office that must reach at least this level.
    package func begin(_ level: LevelOfAssurance = .low) async throws -> Journey {
        try await begin(request(office, .minimum, level), from: office)
    }

    /// Performs a sign-in with a PIN, from the request to the answer.
    package func signInByPIN(_ citizen: TestCitizen, _ level: LevelOfAssurance = .low) async throws -> Answer {
        try await begin(level).walkByPIN(citizen).answer()
    }

    /// Performs a sign-in with the permanent key, with the code if the level requires it.
    package func signInByPermanentKey(
        _ citizen: TestCitizen, _ level: LevelOfAssurance = .low
    ) async throws -> Answer {
        try await begin(level).walkByPermanentKey(citizen).answer()
    }

    /// Performs a sign-in with a certificate of the development authorities.
    package func signInByCertificate(
        _ citizen: DevelopmentPKI.Citizen, _ level: LevelOfAssurance = .low
    ) async throws -> Answer {
        try await begin(level).walkByCertificate(citizen).answer()
    }
}

extension Journey {
    /// Performs the steps from the chooser to the proof, with a PIN.
    package func walkByPIN(_ citizen: TestCitizen) async throws -> Journey {
        try await choose(.pin)
        guard case .sent = try await requestPIN(citizen) else { throw BrokerWorld.Trouble.unexpected("no PIN") }
        guard case .proved = try await enterPIN(receiveCode(citizen)) else {
            throw BrokerWorld.Trouble.unexpected("the PIN proved nothing")
        }
        return self
    }

    /// Performs the steps from the chooser to the proof, with the permanent key.
    package func walkByPermanentKey(_ citizen: TestCitizen) async throws -> Journey {
        try await choose(.permanentKey)
        switch try await submitPassword(citizen) {
        case .proved: return self
        case .codeSent:
            guard case .proved = try await enterCode(receiveCode(citizen)) else {
                throw BrokerWorld.Trouble.unexpected("the code proved nothing")
            }
            return self
        case .fellShort, .malformed, .wrong, .paused, .wait:
            throw BrokerWorld.Trouble.unexpected("the password proved nothing")
        }
    }

    /// Performs the steps from the chooser to the proof, with a certificate.
    package func walkByCertificate(_ citizen: DevelopmentPKI.Citizen) async throws -> Journey {
        try await choose(.certificate)
        guard case .proved = try await redeem(certificateCode(citizen)) else {
            throw BrokerWorld.Trouble.unexpected("the certificate proved nothing")
        }
        return self
    }

    /// Confirms a certificate at the certificate's origin, and returns the code for the login.
    package func certificateCode(_ citizen: DevelopmentPKI.Citizen) async throws -> String {
        guard let exchange = CertificateExchange(world.signIn) else {
            throw BrokerWorld.Trouble.unexpected("no certificate exchange")
        }
        let certificate = try DevelopmentPKI.shared().certificateDER(of: citizen)
        let address = try await exchange.confirm(ticket: ticket(), certificate: certificate).get()
        guard let code = address.split(separator: "code=").last else { throw BrokerWorld.Trouble.noCode }
        return String(code)
    }

    /// Delivers the messages, and returns the code of the last message to the citizen.
    package func receiveCode(_ citizen: TestCitizen) async throws -> String {
        await world.deliverMessages()
        guard let code = world.telephone.lastCode(to: citizen.phone) else { throw BrokerWorld.Trouble.noCode }
        return code
    }
}
