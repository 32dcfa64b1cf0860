package import Foundation
package import SAML

/// Settings for Responses that combine the metadata of a service provider with its policy.
extension ServiceProvider {
    /// The NameID formats that the service provider accepts, the preferred first: the formats of the metadata, then the
    /// format of the policy.
    package var nameIDFormats: [NameIDFormat] {
        role.role.nameIDFormats + (policy.nameIDFormat.map { [$0] } ?? [])
    }

    /// The parts of a Response that are signed. If the metadata has WantAssertionsSigned, assertions are signed
    /// regardless of the policy.
    ///
    /// - SeeAlso: SAML Metadata 2.0 §2.4.4, WantAssertionsSigned.
    package var signing: ResponseBuilder.Signing {
        policy.signing == .response && role.wantAssertionsSigned ? .both : policy.signing
    }

    /// Returns the validity of a Response to this service provider: the given default, changed by the policy.
    package func lifetimes(amending everybody: ResponseBuilder.Lifetimes) -> ResponseBuilder.Lifetimes {
        ResponseBuilder.Lifetimes(
            beforeIssue: policy.backdating ?? everybody.beforeIssue, afterIssue: everybody.afterIssue)
    }
}

extension ServicePolicy {
    /// Returns the time when the session at the service provider must end: after the lifetime of the policy, and not
    /// after the end of the broker's session.
    ///
    /// - Parameters:
    ///   - limits: the limits of the broker's sessions; nil when sessions are off.
    ///   - start: the start of the broker's session.
    /// - Returns: a time after `now`; nil when the policy sets no lifetime.
    /// - SeeAlso: SAML Core 2.0 §2.7.2, SessionNotOnOrAfter.
    package func sessionEnd(within limits: SessionLimits?, begunAt start: Date, at now: Date) -> Date? {
        guard let sessionLifetime else { return nil }
        let wanted = now + Double(sessionLifetime.components.seconds)
        guard let limits else { return wanted }
        let life = Double(limits.absolute.components.seconds)
        // A session whose absolute limit has just passed is replaced by a session that starts now.
        return min(wanted, (start + life > now ? start : now) + life)
    }
}
