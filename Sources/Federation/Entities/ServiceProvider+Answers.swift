package import Foundation
package import SAML

/// What a service's metadata and its entry come to together: metadata first.
extension ServiceProvider {
    /// The kinds of name that it takes, the preferred first: those of metadata, then that of the policy.
    package var nameIDFormats: [NameIDFormat] {
        role.role.nameIDFormats + (policy.nameIDFormat.map { [$0] } ?? [])
    }

    /// What is signed for it. Metadata that wants assertions signed has them signed, whatever was decided.
    ///
    /// - SeeAlso: SAML Metadata 2.0 §2.4.4, WantAssertionsSigned.
    package var signing: ResponseBuilder.Signing {
        policy.signing == .response && role.wantAssertionsSigned ? .both : policy.signing
    }

    /// How long an answer may be used, where that of everybody is as given.
    package func lifetimes(amending everybody: ResponseBuilder.Lifetimes) -> ResponseBuilder.Lifetimes {
        ResponseBuilder.Lifetimes(
            beforeIssue: policy.backdating ?? everybody.beforeIssue, afterIssue: everybody.afterIssue)
    }
}

extension ServicePolicy {
    /// When the service's own session must end: after as long as was decided, and no later than ours can last.
    ///
    /// - Parameters:
    ///   - limits: those of our sessions; nil while there are none.
    ///   - start: when ours began.
    /// - Returns: nil where nothing was decided; else an instant that lies ahead.
    /// - SeeAlso: SAML Core 2.0 §2.7.2, SessionNotOnOrAfter.
    package func sessionEnd(within limits: SessionLimits?, begunAt start: Date, at now: Date) -> Date? {
        guard let sessionLifetime else { return nil }
        let wanted = now + Double(sessionLifetime.components.seconds)
        guard let limits else { return wanted }
        let life = Double(limits.absolute.components.seconds)
        // One that has just ended is followed by another.
        return min(wanted, (start + life > now ? start : now) + life)
    }
}
