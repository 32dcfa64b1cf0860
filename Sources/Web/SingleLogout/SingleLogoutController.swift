import Broker
import Hummingbird
import Pages
import SAML

/// The address at which services' logout messages arrive, by either binding.
struct SingleLogoutController: Sendable {
    let site: Site
    let arrivals: ArrivalLimit

    func addRoutes(to router: some RouterMethods<Visit>) {
        router.messages(LogoutRequest.self, at: "/saml/slo", of: site, arrivals: arrivals) { received, _, visit in
            try response(await SingleLogout(site.broker).receive(received), visit)
        }
    }

    private func response(_ conclusion: SingleLogout.Conclusion, _ visit: Visit) throws -> Response {
        switch conclusion {
        case .answer(.redirect(let url)): site.seeOther(url)
        case .answer(.form(let form)):
            try AnswerResponse(site).response(
                to: form.action, form.fields.map { .init($0.name, $0.value) }, service: nil, visit)
        // Nothing comes by SOAP to this address.
        case .answer(.soap), .silence: site.seeOther("/session")
        }
    }
}
