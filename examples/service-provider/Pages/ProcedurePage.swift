/// The page of a procedure: its required level, and the person who is signed in.
struct ProcedurePage: Sendable {
    let procedure: Procedure
    let session: Sessions.Session?

    var reply: Reply {
        Page(
            title: procedure.title,
            content: """
                <p class="lead">\(procedure.summary)</p>
                \(refusal.map { RefusalView(refusal: $0).html })
                \(state)
                \(session?.person.map { PersonView(person: $0).html })
                """, session: session
        ).reply
    }

    /// The refusal of the last attempt, if it was for this procedure.
    private var refusal: Refusal? {
        session?.refusal.flatMap { $0.procedure == procedure ? $0 : nil }
    }

    private var state: HTML {
        guard let person = session?.person else { return needs("Identificarse") }
        guard person.allows(procedure) else {
            return """
                <p class="notice" role="status">Se ha identificado con nivel \(person.level?.name ?? "desconocido"), y este \
                trámite pide nivel \(procedure.level.name).</p>
                \(needs("Identificarse con más seguridad"))
                """
        }
        return """
            <p class="notice good" role="status">\(procedure.done)</p>
            """
    }

    /// A link and not a form, because it leads to another site and `form-action` would forbid a form.
    private func needs(_ label: String) -> HTML {
        """
        <section class="panel">
        <h2>Qué necesita</h2>
        <p>Una identificación de nivel <strong class="level \(procedure.level.rawValue)">\(procedure.level.name)</strong>\
        \(procedure.level == .high ? "" : " o superior"). \(procedure.reason)</p>
        <p><a class="button" href="\(Path.signIn)?procedure=\(procedure.rawValue)" rel="nofollow">\(label)</a></p>
        </section>
        """
    }
}
