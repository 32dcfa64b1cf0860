import SAML

/// Sends a request by POST: a form that submits itself, with a button for browsers without JavaScript.
struct PassagePage: Sendable {
    /// The script. Served as a separate file, so that the page needs no inline script.
    static let script = "document.forms[0].submit();\n"

    let form: PostBinding.Form

    var reply: Reply {
        let fields: [HTML] = form.fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        return Page(
            title: "Un momento",
            content: """
                <p>Le llevamos al servicio de identificación.</p>
                <form method="post" action="\(form.action)">
                \(fields)
                <button type="submit" class="button">Continuar</button>
                </form>
                <script src="\(Path.script)"></script>
                """, forms: .anywhere, script: true
        ).reply
    }
}
