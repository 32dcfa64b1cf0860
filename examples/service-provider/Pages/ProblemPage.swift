import HTTPTypes

/// The page for a rejected answer. It shows few details: see ``AnswerProblem``.
struct ProblemPage: Sendable {
    let problem: AnswerProblem
    let reference: String
    let status: HTTPResponse.Status

    var reply: Reply {
        Page(
            title: "No podemos aceptar esta identificación",
            content: """
                <p class="lead">\(explanation)</p>
                <p>Nadie ha quedado identificado. Puede <a href="/">volver a los trámites</a> e intentarlo de nuevo.</p>
                <p class="need">Código <code>\(problem.code)</code>, referencia <code>\(reference)</code></p>
                """, status: status
        ).reply
    }

    private var explanation: String {
        switch problem {
        case .notAwaited:
            "La respuesta no corresponde a ninguna petición abierta: ya se usó, o ha pasado demasiado tiempo."
        case .replayed: "Esta respuesta ya se había usado."
        case .noIdentityProvider: "El servicio de identificación no está disponible en este momento."
        case .tooManyAtOnce: "Llegan demasiadas respuestas a la vez. Espere unos segundos."
        case .rule, .staleProof, .nameIDFormat: "La respuesta del servicio de identificación no es la que pedimos."
        case .unreadable, .stranger, .unverified, .unsignedRefusal, .relayState:
            "La respuesta no se entiende, o no viene de nuestro servicio de identificación."
        }
    }
}
