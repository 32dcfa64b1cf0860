import SAML

/// A form that composes any request to the identity provider and shows the answer.
struct ExperimentsPage: Sendable {
    let session: Sessions.Session?

    var reply: Reply {
        Page(
            title: "Pruebas",
            content: """
                <p class="lead">Componga una petición y vea cómo responde el servicio de identificación.</p>
                \(session?.refusal.map { RefusalView(refusal: $0).html })
                <form class="panel" method="get" action="\(Path.signIn)">
                \(select("procedure", "Trámite al que volver", Procedure.allCases.map { ($0.rawValue, $0.title) }))
                \(select("level", "Nivel", Level.allCases.map { ($0.rawValue, $0.name) }))
                \(select("comparison", "Comparación", Self.comparisons))
                \(select("binding", "Envío de la petición", [("redirect", "HTTP-Redirect"), ("post", "HTTP-POST")]))
                \(select("format", "Formato del NameID", Self.formats))
                \(box("force", "ForceAuthn: que se identifique de nuevo"))
                \(box("passive", "IsPassive: sin mostrar nada al ciudadano"))
                <p><button type="submit" class="button">Identificarse</button></p>
                </form>
                """, session: session, forms: .anywhere
        ).reply
    }

    private static let comparisons =
        [("minimum", "minimum"), ("exact", "exact"), ("maximum", "maximum"), ("better", "better")]
        + [("none", "sin RequestedAuthnContext")]

    private static let formats =
        [("", "el de los metadatos")] + SignInOptions.formats.keys.sorted().map { ($0, $0) }

    private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> HTML {
        let options: [HTML] = options.map { "<option value=\"\($0.0)\">\($0.1)</option>" }
        return """
            <p><label for="\(name)">\(label)</label>
            <select id="\(name)" name="\(name)">\(options)</select></p>
            """
    }

    private func box(_ name: String, _ label: String) -> HTML {
        """
        <p class="box"><input type="checkbox" id="\(name)" name="\(name)" value="1"> <label for="\(name)">\(label)</label></p>
        """
    }
}
