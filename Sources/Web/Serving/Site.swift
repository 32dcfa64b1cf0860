package import Broker
import Federation
import HTTPTypes
import Hummingbird
import NIOCore
package import Pages
import SAML
import Secrets
import Telemetry

/// What the routes of a listener share: the use cases, the pages, and the making of responses.
package struct Site: Sendable {
    package let signIn: SignIn
    package let logouts: Logouts
    package let pages: PageRenderer
    let tokens: FormToken
    /// Whether browsers must remember that this origin supports https only (HSTS). False in development, whose origin
    /// is http: HSTS would apply to every port of the host.
    private let isSecure: Bool

    package init(signIn: SignIn, logouts: Logouts, pages: PageRenderer) {
        self.signIn = signIn
        self.logouts = logouts
        self.pages = pages
        tokens = FormToken(keys: signIn.keys)
        isSecure = WebAddress(signIn.settings.publicOrigin)?.isSecure == true
    }

    var settings: BrokerSettings { signIn.settings }
    var entities: Entities { signIn.entities }
    var sessions: Sessions { signIn.sessions }
    var keys: KeyRing { signIn.keys }
    var time: TimeSource { signIn.time }
    var measurements: Measurements { signIn.measurements }

    /// Makes a response from a page, in the citizen's language.
    func response(
        _ page: some Page, to context: RequestContext, status: HTTPResponse.Status = .ok,
        forms: SecurityHeaders.Forms = .none
    ) throws -> Response {
        let language = context.language ?? pages.languages[0]
        var html = ByteBuffer()
        try pages.write(page, language: language, to: &html)
        var headers = SecurityHeaders.fields(forms, logo: page.frame.service?.logo, isSecure: isSecure)
        headers.append(HTTPField(name: .contentType, value: "text/html; charset=utf-8"))
        headers.append(HTTPField(name: .contentLanguage, value: language.code))
        return Response(status: status, headers: headers, body: .init(byteBuffer: html))
    }

    /// Returns a redirect (303) to the page that follows a form.
    func seeOther(_ path: String) -> Response {
        var headers = SecurityHeaders.fields(.none)
        headers[.location] = path.hasPrefix("/") ? settings.publicOrigin + path : path
        return Response(status: .seeOther, headers: headers)
    }

    /// Returns what a page shows about the service of a login.
    func description(of open: OpenLogin, in language: String) -> ServiceDescription {
        description(of: open.login.request.issuer, in: language)
    }

    /// Returns what a page shows about a service, as the register has it now.
    func description(of issuer: EntityID, in language: String) -> ServiceDescription {
        let service = entities.serviceProvider(issuer)
        return ServiceDescription(
            name: service?.name(in: language) ?? issuer.rawValue, logo: service?.logo?.url,
            home: service?.home(in: language))
    }
}
