import Broker
import HTTPTypes
import Hummingbird
import Pages
import Secrets

/// The page that carries an answer home.
struct AnswerResponse {
    private let site: Site

    init(_ site: Site) {
        self.site = site
    }

    func response(_ answer: Answer, for login: LoginVisit) throws -> Response {
        try response(answer, service: site.asking(login.open, in: login.visit.languageCode), to: login.visit)
    }

    func response(_ answer: Answer, service: AskingService?, to visit: Visit) throws -> Response {
        let fields =
            [AnswerFormPage.Field("SAMLResponse", answer.samlResponse)]
            + (answer.relayState.map { [AnswerFormPage.Field("RelayState", $0)] } ?? [])
        return try response(to: answer.destination, fields, service: service, visit)
    }

    /// - Parameter destination: an address of metadata.
    func response(
        to destination: String, _ fields: [AnswerFormPage.Field], service: AskingService?, _ visit: Visit
    ) throws -> Response {
        let nonce = Base64URL.encode(site.broker.dice.bytes(16))
        let page = AnswerFormPage(
            frame: Frame(service: service), destination: destination, fields: fields, nonce: nonce)
        return try site.response(page, to: visit, forms: .response(scriptNonce: nonce))
    }
}
