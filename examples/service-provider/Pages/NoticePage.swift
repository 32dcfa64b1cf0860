import HTTPTypes

/// A page with one sentence and a link to the home page.
enum NoticePage {
    static var notFound: Page {
        page("No encontrado", "Aquí no hay ningún trámite.", .notFound)
    }

    static var noForm: Page {
        page("Falta la respuesta", "Esta dirección recibe respuestas del servicio de identificación.", .badRequest)
    }

    static var bindingNotOffered: Page {
        page("Envío no disponible", "El servicio de identificación no recibe peticiones de ese modo.", .badRequest)
    }

    /// The answer was right, but another browser sent the request, or the page was loaded before.
    static var otherBrowser: Page {
        page(
            "Este navegador no ha pedido identificarse",
            "La identificación se empezó en otro navegador, se borraron las cookies o la página se ha vuelto a cargar. "
                + "Nadie ha quedado identificado aquí.", .forbidden)
    }

    private static func page(_ title: String, _ text: String, _ status: HTTPResponse.Status) -> Page {
        Page(
            title: title,
            content: """
                <p class="lead">\(text)</p>
                <p><a href="/">Volver a los trámites</a></p>
                """, status: status)
    }
}
