package import Foundation

extension Login {
    /// The citizen chooses a method, for the first time or again.
    package mutating func choose(_ method: Method, at now: Date) throws(ImpossibleMove) {
        try requireUnderWay(at: now)
        guard offers.contains(where: { $0.method == method && $0.isOffered }) else { throw .notOffered(method) }
        switch method {
        case .pin: state = .proving(.pin)
        case .permanentKey: state = .proving(.permanentKey)
        case .certificate: state = .proving(.certificate)
        // No release has steps for it yet, so no policy offers it.
        case .upstream: throw .notOffered(method)
        }
    }

    /// The citizen goes back to the chooser.
    package mutating func reconsider(at now: Date) throws(ImpossibleMove) {
        try requireUnderWay(at: now)
        state = .choosing(after: nil)
    }

    /// A PIN was sent, for the first time or again.
    package mutating func sendPIN(_ code: SentCode, at now: Date) throws(ImpossibleMove) {
        switch try proving(at: now) {
        case .pin, .pinSent: state = .proving(.pinSent(code))
        case .permanentKey, .codeSent, .certificate: throw .wrongState
        }
    }

    /// The password was correct, and a code was sent, for the first time or again.
    package mutating func sendCode(_ code: SentCode, at now: Date) throws(ImpossibleMove) {
        switch try proving(at: now) {
        case .permanentKey, .codeSent: state = .proving(.codeSent(code))
        case .pin, .pinSent, .certificate: throw .wrongState
        }
    }

    /// The sent code is used up or expired. Its method starts again.
    package mutating func restartMethod(at now: Date) throws(ImpossibleMove) {
        switch try proving(at: now) {
        case .pin, .pinSent: state = .proving(.pin)
        case .permanentKey, .codeSent: state = .proving(.permanentKey)
        case .certificate: state = .proving(.certificate)
        }
    }

    /// A valid proof does not reach the required level. The login returns to the chooser, which explains it.
    package mutating func fallShort(
        reaching level: LevelOfAssurance?, registration: Registration, at now: Date
    ) throws(ImpossibleMove) {
        let method = try proving(at: now).method
        state = .choosing(after: Shortfall(method: method, reached: level, registration: registration))
    }

    /// The citizen proved their identity, with the proof of the current step. A code is accepted only after one was
    /// sent.
    package mutating func prove(_ authentication: Authentication, at now: Date) throws(ImpossibleMove) {
        switch (try proving(at: now), authentication.proof) {
        case (.pinSent, .pin), (.permanentKey, .password), (.codeSent, .passwordAndCode),
            (.certificate, .softwareCertificate), (.certificate, .deviceCertificate):
            state = .proved(authentication)
        case (.pin, _), (.pinSent, _), (.permanentKey, _), (.codeSent, _), (.certificate, _): throw .wrongState
        }
    }

    /// An earlier proof, from the session of this browser, answers this request too.
    package mutating func resume(_ authentication: Authentication, at now: Date) throws(ImpossibleMove) {
        try requireUnderWay(at: now)
        guard case .choosing(after: nil) = state else { throw .wrongState }
        state = .proved(authentication)
    }

    /// A Response has been made, with an assertion or with a refusal. It is allowed after expiry, because a refusal
    /// reports the expiry.
    package mutating func answer() throws(ImpossibleMove) {
        if case .answered = state { throw .alreadyAnswered }
        state = .answered
    }

    /// Returns the current step of the method.
    ///
    /// - Throws: `ImpossibleMove`: `alreadyAnswered`, `alreadyProved` and `expired` for a login that accepts no more
    ///   proofs, `wrongState` when the citizen is choosing.
    package func proving(at now: Date) throws(ImpossibleMove) -> Proving {
        try requireUnderWay(at: now)
        guard case .proving(let proving) = state else { throw .wrongState }
        return proving
    }

    private func requireUnderWay(at now: Date) throws(ImpossibleMove) {
        switch state {
        case .answered: throw .alreadyAnswered
        case .proved: throw .alreadyProved
        case .choosing, .proving: if isExpired(at: now) { throw .expired }
        }
    }
}
