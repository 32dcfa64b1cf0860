extension Login.State {
    /// Whether this state has a proof that the earlier state did not have.
    ///
    /// At each transition with a new proof the broker sets another cookie. A copy of the cookie from before the proof
    /// does not open the login after it. A code that is sent because of a session is not a new proof: the session's own
    /// cookie protects the password.
    package func hasNewProof(since earlier: Login.State) -> Bool {
        switch self {
        case .proved, .choosing(after: .some): self != earlier
        case .proving(.codeSent(let sent)):
            sent.password.map { $0.session == nil && $0 != earlier.shownPassword } ?? false
        case .proving(.pin), .proving(.pinSent), .proving(.permanentKey), .proving(.certificate),
            .choosing(after: nil), .answered:
            false
        }
    }

    /// The correct password that waits for its code.
    private var shownPassword: Login.ShownPassword? {
        if case .proving(.codeSent(let sent)) = self { sent.password } else { nil }
    }
}
