package import Certificates
package import Federation
import Foundation
package import SAML
import Secrets
import Storage

/// Judges certificates at the certificate's origin, which knows tickets and nothing of logins.
package struct CertificateDesk: Sendable {
    private let broker: Broker
    private let certificates: ReloadableCertificateJudge

    /// Nil while the method is off.
    package init?(_ broker: Broker) {
        guard let certificates = broker.certificates else { return nil }
        self.broker = broker
        self.certificates = certificates
    }

    /// What somebody arrives with and what becomes of it.
    package enum Arrival: Sendable {
        /// The ticket is good, and so is the certificate.
        case welcome(service: EntityID, login: LoginID, person: CertifiedPerson)
        /// The ticket is good; the certificate is not, or none was shown.
        case refused(service: EntityID, login: LoginID, CertificateRefusal?)
        /// The ticket was used, by a first click or before the back button, was replaced by that of another tab, or is
        /// too old. Where the login is its own page tells, at that address of the public origin.
        case spent(String)
        /// It never was a ticket, or is forgotten.
        case unknownTicket
    }

    /// Looks at ticket and certificate, and changes nothing.
    ///
    /// - Parameters:
    ///   - ticket: what the address says.
    ///   - certificate: what the browser proved to hold in the handshake of this connection, as DER; nil for none.
    /// - Throws: `StorageFault`.
    package func arrive(ticket: String, certificate: [UInt8]?) async throws -> Arrival {
        let now = broker.time.now()
        guard let handle = Handle(ticket) else { return .unknownTicket }
        let found = try await broker.database.read { try TicketStore($0).find(handle.hash.bytes, at: now) }
        guard let found, let login = LoginID(rawValue: found.login) else { return try await spent(handle) }
        let service = EntityID(rawValue: found.serviceProvider)
        guard let certificate else { return .refused(service: service, login: login, nil) }
        do throws(CertificateRefusal) {
            let person = try certificates.judge.judge(certificateDER: certificate, at: now)
            return .welcome(service: service, login: login, person: person)
        } catch {
            return .refused(service: service, login: login, error)
        }
    }

    /// Judges anew, lays the evidence down under the ticket, and says where the browser goes with the code.
    ///
    /// - Returns: the address, of the public origin and with the code in it, or why there is none.
    /// - Throws: `StorageFault`.
    package func confirm(ticket: String, certificate: [UInt8]?) async throws -> Result<String, Failure> {
        let now = broker.time.now()
        let arrival = try await arrive(ticket: ticket, certificate: certificate)
        guard case .welcome(_, let login, let person) = arrival, let handle = Handle(ticket) else {
            return .failure(Failure(arrival: arrival))
        }
        let code = Handle(random: broker.random)
        let evidence = try broker.seal.close(
            CertificateEvidence(person, at: now), of: login.rawValue, random: broker.random)
        let isLaidDown = try await broker.database.write {
            try TicketStore($0).deposit(
                evidence, under: handle.hash.bytes, codeHash: code.hash.bytes, codeUntil: now + Self.codeLifetime,
                at: now)
        }
        guard isLaidDown else { return .failure(Failure(arrival: try await spent(handle))) }
        return .success(
            "\(broker.settings.publicOrigin)/login/\(login.rawValue)/certificate/return?code=\(code.text)")
    }

    private func spent(_ ticket: Handle) async throws -> Arrival {
        let login = try await broker.database.read { try TicketStore($0).login(of: ticket.hash.bytes) }
        return login.map { .spent("\(broker.settings.publicOrigin)/login/\($0)") } ?? .unknownTicket
    }

    /// What the arrival was, when nothing could be laid down.
    package struct Failure: Error {
        /// Never a welcome.
        package let arrival: Arrival
    }

    /// A redirect's time, with room for a slow line.
    private static let codeLifetime: TimeInterval = 60
}
