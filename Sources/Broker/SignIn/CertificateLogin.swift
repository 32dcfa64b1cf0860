import Certificates
import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// Proves identity with a certificate, on the side of the login: sends the browser to the certificate's origin and
/// accepts the result.
///
/// That origin has no cookie of the broker, and an address proves nothing. For this reason a ticket goes to the origin
/// and a code comes back. The code is valid only together with the login's cookie: an attacker who lures a citizen to
/// the origin with the attacker's own ticket gets nothing.
package struct CertificateLogin: Sendable {
    private let signIn: SignIn

    package init(_ signIn: SignIn) {
        self.signIn = signIn
    }

    /// Issues the login's ticket, which replaces an earlier one.
    ///
    /// - Returns: The ticket's address at the certificate's origin; nil when the method is off.
    /// - Throws: `SignInError`.
    package func ticketAddress(for open: OpenLogin) async throws -> String? {
        let now = signIn.time.now()
        guard case .certificate = try step(of: open, at: now) else { throw SignInError.impossible(.wrongState) }
        guard let origin = signIn.settings.certificateOrigin else { return nil }
        let ticket = Handle(random: signIn.random)
        let expiry = min(now + signIn.settings.ticketLifetime.timeInterval, open.login.expiresAt)
        try await signIn.database.write {
            try TicketStore($0).issue(ticket.hash.bytes, login: open.login.id.rawValue, until: expiry)
        }
        return "\(origin)/identify?ticket=\(ticket.text)"
    }

    /// The outcome of a return from the certificate's origin.
    package enum Outcome: Sendable {
        case proved(OpenLogin)
        case fellShort(OpenLogin)
        /// The code was used, is too old or belongs to another login. The method starts again.
        case nothing
        /// The register has blocked this citizen.
        case blocked
    }

    /// Redeems a code for the evidence that the certificate's origin stored.
    ///
    /// - Throws: `SignInError`.
    package func redeem(_ code: String, in open: OpenLogin) async throws -> Outcome {
        let now = signIn.time.now()
        guard case .certificate = try step(of: open, at: now) else { throw SignInError.impossible(.wrongState) }
        guard let code = Handle(code) else { return .nothing }
        return try await signIn.database.write { [signIn] connection in
            let sealed = try TicketStore(connection).consume(
                codeHash: code.hash.bytes, login: open.login.id.rawValue, at: now)
            guard let sealed else {
                try signIn.requireUnmoved(open, on: connection)
                return .nothing
            }
            let found = try signIn.keys.seal.open(sealed, as: CertificateEvidence.self, of: open.login.id.rawValue)
            let citizen = try CitizenLookup(connection).citizen(found.identifier)
            if let citizen, !citizen.isActive { return .blocked }
            let authentication = Authentication(
                person: found.person(dateOfBirth: citizen?.dateOfBirth), proof: found.proof,
                registration: Registration(citizen?.registrationLevel), instant: found.instant)
            let accepted = try Identification(signIn).accept(authentication, in: open, at: now, on: connection)
            switch accepted {
            case .proved(let open): return .proved(open)
            case .fellShort(let open): return .fellShort(open)
            case .malformed, .wrong, .useless, .wait: throw SignInError.impossible(.wrongState)
            }
        }
    }

    private func step(of open: OpenLogin, at now: Date) throws -> Login.Proving {
        do { return try open.login.proving(at: now) } catch { throw SignInError.impossible(error) }
    }
}
