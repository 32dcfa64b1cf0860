package import Certificates
package import Federation
import Foundation
package import SAML
import Secrets
import Storage

/// Exchanges a ticket and a valid certificate for a code, at the certificate origin. That origin has no access to the
/// cookies of logins.
package struct CertificateExchange: Sendable {
    private let signIn: SignIn
    private let certificates: ReloadableCertificateJudge

    /// Nil when the method is off.
    package init?(_ signIn: SignIn) {
        guard let certificates = signIn.register.certificates else { return nil }
        self.signIn = signIn
        self.certificates = certificates
    }

    /// The result of a browser's arrival with a ticket and a certificate.
    package enum Arrival: Sendable {
        /// The ticket and the certificate are valid.
        case valid(service: EntityID, login: LoginID, person: CertifiedPerson)
        /// The ticket is valid. The certificate is refused or missing.
        case refused(service: EntityID, login: LoginID, CertificateRefusal?)
        /// The ticket is too old, was used before (by a first click or before the back button), or was replaced by the
        /// ticket of another tab. The value is the address of the login's page, at the public origin.
        case staleTicket(String)
        /// The ticket is unknown or was deleted.
        case unknownTicket
    }

    /// Checks the ticket and the certificate. It changes nothing.
    ///
    /// - Parameters:
    ///   - ticket: The ticket from the address.
    ///   - certificate: The certificate whose key the browser proved in the handshake of this connection, as DER; nil
    ///     for none.
    /// - Throws: `StorageFault`.
    package func arrive(ticket: String, certificate: [UInt8]?) async throws -> Arrival {
        let now = signIn.time.now()
        guard let handle = Handle(ticket) else { return .unknownTicket }
        let found = try await signIn.database.read { try TicketStore($0).find(handle.hash.bytes, at: now) }
        guard let found, let login = LoginID(rawValue: found.login) else { return try await staleTicket(handle) }
        let service = EntityID(rawValue: found.serviceProvider)
        guard let certificate else { return .refused(service: service, login: login, nil) }
        do throws(CertificateRefusal) {
            let person = try certificates.judge.judge(certificateDER: certificate, at: now)
            return .valid(service: service, login: login, person: person)
        } catch {
            return .refused(service: service, login: login, error)
        }
    }

    /// Checks the ticket and the certificate again, stores the evidence under the ticket, and returns the address to
    /// which the browser takes the code.
    ///
    /// - Returns: The address at the public origin, with the code, or the arrival that prevents it.
    /// - Throws: `StorageFault`.
    package func confirm(ticket: String, certificate: [UInt8]?) async throws -> Result<String, Failure> {
        let now = signIn.time.now()
        let arrival = try await arrive(ticket: ticket, certificate: certificate)
        guard case .valid(_, let login, let person) = arrival, let handle = Handle(ticket) else {
            return .failure(Failure(arrival: arrival))
        }
        let code = Handle(random: signIn.random)
        let evidence = try signIn.keys.seal.close(
            CertificateEvidence(person, at: now), of: login.rawValue, random: signIn.random)
        let isStored = try await signIn.database.write {
            try TicketStore($0).deposit(
                evidence, under: handle.hash.bytes, codeHash: code.hash.bytes, codeUntil: now + Self.codeLifetime,
                at: now)
        }
        guard isStored else { return .failure(Failure(arrival: try await staleTicket(handle))) }
        return .success(
            "\(signIn.settings.publicOrigin)/login/\(login.rawValue)/certificate/return?code=\(code.text)")
    }

    private func staleTicket(_ ticket: Handle) async throws -> Arrival {
        let login = try await signIn.database.read { try TicketStore($0).login(of: ticket.hash.bytes) }
        return login.map { .staleTicket("\(signIn.settings.publicOrigin)/login/\($0)") } ?? .unknownTicket
    }

    /// The error when no evidence was stored.
    package struct Failure: Error {
        /// The arrival that prevented it; never `valid`.
        package let arrival: Arrival
    }

    /// The lifetime of the code, in seconds: enough for a redirect over a slow connection.
    private static let codeLifetime: TimeInterval = 60
}
