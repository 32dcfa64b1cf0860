/// The home page with the three procedures.
struct HomePage: Sendable {
    let session: Sessions.Session?

    var reply: Reply {
        Page(
            title: "Trámites",
            content: """
                <p class="lead">Elija lo que necesita. Le diremos qué hace falta para identificarse.</p>
                <ul class="cards">
                \(Procedure.allCases.map(card))
                </ul>
                """, session: session
        ).reply
    }

    private func card(_ procedure: Procedure) -> HTML {
        """
        <li>
        <h2><a href="\(Path.procedure(procedure))">\(procedure.title)</a></h2>
        <p>\(procedure.summary)</p>
        <p class="need">Nivel <strong class="level \(procedure.level.rawValue)">\(procedure.level.name)</strong></p>
        </li>
        """
    }
}
