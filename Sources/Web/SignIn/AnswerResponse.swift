import Broker
import HTTPTypes
import Hummingbird
import Pages
import Secrets

/// Makes the page that returns an answer to the service.
struct AnswerResponse {
    private let site: Site

    init(_ site: Site) {
        self.site = site
    }

    func response(_ answer: Answer, for login: LoginContext) throws -> Response {
        try response(
            answer, service: site.description(of: login.open, in: login.context.languageCode), to: login.context)
    }

    func response(_ answer: Answer, service: ServiceDescription?, to context: RequestContext) throws -> Response {
        let fields =
            [AnswerFormPage.Field("SAMLResponse", answer.samlResponse)]
            + (answer.relayState.map { [AnswerFormPage.Field("RelayState", $0)] } ?? [])
        return try response(to: answer.destination, fields, service: service, context)
    }

    /// - Parameter destination: an address from metadata.
    func response(
        to destination: String, _ fields: [AnswerFormPage.Field], service: ServiceDescription?,
        _ context: RequestContext
    ) throws -> Response {
        let nonce = Base64URL.encode(site.signIn.random.bytes(16))
        let page = AnswerFormPage(
            frame: Frame(service: service), destination: destination, fields: fields, nonce: nonce)
        return try site.response(page, to: context, forms: .response(scriptNonce: nonce))
    }
}
