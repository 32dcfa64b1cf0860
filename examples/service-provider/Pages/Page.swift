import HTTPTypes
import Hummingbird

/// A page: its title, its content and its security policy.
struct Page: Sendable {
    /// The allowed targets of forms.
    enum Forms: Sendable {
        /// The office.
        case here
        /// Any host. Browsers also apply `form-action` to each redirect that follows, and the identity provider may
        /// redirect to further hosts, which the page cannot name.
        case anywhere
    }

    let title: String
    let content: HTML
    var status: HTTPResponse.Status = .ok
    var session: Sessions.Session?
    var forms = Forms.here
    var script = false

    var reply: Reply {
        var reply = Reply.document(document.text, "text/html; charset=utf-8", status: status)
        reply.headers[.contentSecurityPolicy] = policy
        if let name = Self.referrerPolicy { reply.headers[name] = "strict-origin" }
        return reply
    }

    private static let referrerPolicy = HTTPField.Name("Referrer-Policy")

    private var policy: String {
        var parts = [
            "default-src 'none'", "style-src 'self'", "img-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
        ]
        if case .here = forms { parts.append("form-action 'self'") }
        if script { parts.append("script-src 'self'") }
        return parts.joined(separator: "; ")
    }

    private var document: HTML {
        """
        <!doctype html>
        <html lang="es">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title) · Oficina de ejemplo</title>
        <link rel="icon" href="\(Path.logo)">
        <link rel="stylesheet" href="\(Path.style)">
        </head>
        <body>
        <a class="skip" href="#contenido">Ir al contenido</a>
        <header>
        <a class="brand" href="/"><img src="\(Path.logo)" width="40" height="40" alt=""> <span>Oficina de ejemplo</span></a>
        \(badge)
        </header>
        <main id="contenido" tabindex="-1">
        <h1>\(title)</h1>
        \(content)
        </main>
        <footer>
        <p>Ayuntamiento de Ejemplo. Esta oficina no existe: enseña cómo se conecta un servicio.</p>
        <p><a href="\(Path.experiments)">Pruebas</a> · <a href="\(Path.result)">Resultado en JSON</a> · \
        <a href="\(Path.metadata)">Metadatos</a></p>
        </footer>
        </body>
        </html>

        """
    }

    private var badge: HTML? {
        session?.person.map { person in
            """
            <form class="badge" method="post" action="\(Path.leave)">
            <span>\(person.fullName ?? "Identificado")</span> <button type="submit">Salir</button>
            </form>
            """
        }
    }
}
