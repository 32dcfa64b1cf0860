import SAML

/// A refusal: a sentence for the citizen and, in a collapsed section, the status codes and the message.
struct RefusalView: Sendable {
    let refusal: Refusal

    var html: HTML {
        """
        <section class="notice bad" id="rechazo" role="alert">
        <h2>No se ha podido identificar</h2>
        <p>\(refusal.explanation)</p>
        <details>
        <summary>Detalles técnicos</summary>
        <dl>
        <div><dt>Estado</dt><dd><code>\(refusal.status.code.rawValue)</code></dd></div>
        \(refusal.status.subcodes.map(subcode))
        \(refusal.status.message.map(message))
        </dl>
        </details>
        </section>
        """
    }

    private func subcode(_ code: StatusCode) -> HTML {
        "<div><dt>Motivo</dt><dd><code>\(code.rawValue)</code></dd></div>\n"
    }

    private func message(_ text: String) -> HTML {
        "<div><dt>Mensaje</dt><dd>\(text)</dd></div>\n"
    }
}
