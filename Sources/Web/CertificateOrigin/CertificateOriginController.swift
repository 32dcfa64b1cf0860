import Broker
import Certificates
import Federation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import SAML

/// The pages of the certificate origin. It is a separate origin, so that no other page makes the browser ask for a
/// certificate.
struct CertificateOriginController: Sendable {
    let site: Site
    let exchange: CertificateExchange

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.get("/identify") { request, context in
            let ticket = request.uri.queryParameters.get("ticket") ?? ""
            return try response(
                try await exchange.arrive(ticket: ticket, certificate: context.clientCertificate()), ticket: ticket,
                context
            )
        }
        router.post("/identify") { request, context in
            let ticket = request.uri.queryParameters.get("ticket") ?? ""
            guard isFromOurPage(request) else {
                context.log.notice("certificate: a form from another origin was ignored")
                return try response(
                    try await exchange.arrive(ticket: ticket, certificate: context.clientCertificate()), ticket: ticket,
                    context
                )
            }
            switch try await exchange.confirm(ticket: ticket, certificate: context.clientCertificate()) {
            case .success(let address): return site.seeOther(address)
            case .failure(let failure): return try response(failure.arrival, ticket: ticket, context)
            }
        }
        router.page("/") { _, _ in site.seeOther("/") }
    }

    /// Returns whether the form was sent by the button of Aldaba's own page; another site's page must not send it for
    /// the citizen.
    ///
    /// A browser that does not report the form's site is accepted: the proof is only of use to the browser that began
    /// the login. Otherwise the page with the button is shown, so that the citizen decides.
    private func isFromOurPage(_ request: Request) -> Bool {
        if let origin = request.headers[.origin], origin != site.settings.certificateOrigin { return false }
        return request.headers[.secFetchSite].map { $0 == "same-origin" } ?? true
    }

    private func response(_ arrival: CertificateExchange.Arrival, ticket: String, _ context: RequestContext) throws
        -> Response
    {
        switch arrival {
        case .valid(let service, let login, let person):
            context.log.info(
                "certificate: accepted; the citizen must confirm", metadata: ["login": "\(login.rawValue)"])
            let page = CertificateConfirmPage(
                frame: frame(service, context, address: "/identify?ticket=\(ticket)"),
                holder: "\(person.names.givenName) \(person.names.surnames)", document: person.identifier,
                issuer: person.issuer, action: "/identify?ticket=\(ticket)", otherWayAddress: otherWay(login))
            return try site.response(page, to: context, forms: .ownOrigins([site.settings.publicOrigin]))
        case .refused(let service, let login, let refusal):
            context.log.info(
                "certificate: refused",
                metadata: ["login": "\(login.rawValue)", "cause": "\(refusal?.code ?? "absent")"])
            let page = CertificateFailurePage(
                frame: frame(service, context, address: "/identify?ticket=\(ticket)"),
                cause: refusal.map(CertificateCause.init) ?? .absent,
                retryAddress: "\(site.settings.publicOrigin)/login/\(login.rawValue)/certificate/start",
                otherWayAddress: otherWay(login))
            return try site.response(page, to: context, status: .forbidden)
        case .staleTicket(let address):
            return site.seeOther(address)
        case .unknownTicket:
            return try site.response(LoginGonePage(frame: Frame(), cause: .unknown), to: context, status: .notFound)
        }
    }

    private func frame(_ service: EntityID, _ context: RequestContext, address: String) -> Frame {
        Frame(
            service: site.description(of: service, in: context.languageCode), address: address,
            reference: context.reference)
    }

    private func otherWay(_ login: LoginID) -> String {
        "\(site.settings.publicOrigin)/login/\(login.rawValue)/choose"
    }
}

extension HTTPField.Name {
    /// The relation between the site that sends the request and this one.
    /// - SeeAlso: W3C Fetch Metadata Request Headers §2.4.
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
