/// A procedure of the office. The raw value is its name in URLs.
enum Procedure: String, CaseIterable, Codable, Sendable {
    case appointment = "cita"
    case residence = "residencia"
    case account = "cuenta"

    /// The required level: the higher, the more harm an impostor could do.
    var level: Level {
        switch self {
        case .appointment: .low
        case .residence: .substantial
        case .account: .high
        }
    }

    var title: String {
        switch self {
        case .appointment: "Cita previa"
        case .residence: "Certificado de residencia"
        case .account: "Cambio de cuenta bancaria"
        }
    }

    var summary: String {
        switch self {
        case .appointment: "Reserve día y hora para que le atendamos en persona."
        case .residence: "Obtenga al momento un certificado de que reside en el municipio."
        case .account: "Cambie la cuenta en la que recibe sus ayudas y devoluciones."
        }
    }

    var reason: String {
        switch self {
        case .appointment: "Solo necesitamos saber para quién es la cita."
        case .residence:
            "El certificado contiene datos personales: hay que estar razonablemente seguros de quién lo pide."
        case .account: "Quien cambia la cuenta decide adónde va el dinero: pedimos la máxima seguridad."
        }
    }

    var done: String {
        switch self {
        case .appointment: "Su cita: el próximo lunes a las 9:30, mesa 4."
        case .residence: "Su certificado de residencia está listo."
        case .account: "Ya puede indicar la nueva cuenta bancaria."
        }
    }
}
