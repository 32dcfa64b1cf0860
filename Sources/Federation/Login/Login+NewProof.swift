extension Login.State {
    /// Whether this state holds a proof that the earlier one did not hold.
    ///
    /// At each such move the browser gets another cookie: a copy that was taken before the proof opens nothing after it.
    /// A code that is sent on the strength of a session adds nothing: the session's own cookie stands for its password.
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

    /// The password that waits for its code.
    private var shownPassword: Login.ShownPassword? {
        if case .proving(.codeSent(let sent)) = self { sent.password } else { nil }
    }
}
