import Broker
import HTTPTypes
import Hummingbird
import Pages
import SAML
import Secrets

/// The address at which services' logout messages arrive, by either binding.
struct SingleLogoutController: Sendable {
    let site: Site
    let arrivals: ArrivalLimit

    func addRoutes(to router: some RouterMethods<Visit>) {
        router.get("/saml/slo") { request, visit in
            try arrivals.admit(visit, at: site)
            let received = try MessageForm.reading { () throws(BindingFailure) in
                try RedirectBinding.receive(LogoutRequest.self, query: request.uri.query ?? "")
            }
            return try response(await SingleLogout(site.broker).receive(received), visit)
        }
        router.post("/saml/slo") { request, visit in
            try arrivals.admit(visit, at: site)
            let body = try await MessageForm.read(request)
            let received = try MessageForm.reading { () throws(BindingFailure) in
                try PostBinding.receive(
                    LogoutRequest.self, samlMessage: body.text("SAMLRequest"), relayState: body["RelayState"])
            }
            return try response(await SingleLogout(site.broker).receive(received), visit)
        }
    }

    private func response(_ conclusion: SingleLogout.Conclusion, _ visit: Visit) throws -> Response {
        switch conclusion {
        case .answer(.redirect(let url)): return site.seeOther(url)
        case .answer(.form(let form)):
            let nonce = Base64URL.encode(site.broker.dice.bytes(16))
            let page = AnswerFormPage(
                frame: Frame(), destination: form.action, fields: form.fields.map { .init($0.name, $0.value) },
                nonce: nonce)
            return try site.response(page, to: visit, forms: .response(scriptNonce: nonce))
        // Nothing comes by SOAP to this address.
        case .answer(.soap), .silence: return site.seeOther("/session")
        }
    }
}
