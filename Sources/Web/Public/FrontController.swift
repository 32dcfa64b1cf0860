import Broker
import HTTPTypes
import Hummingbird
import Pages

/// The public pages outside a login: the landing page, the metadata, the error catalogue, the style sheet.
struct FrontController: Sendable {
    let site: Site
    let metadata: IdentityProviderMetadata

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.page("/") { _, context in
            try site.response(
                LandingPage(frame: Frame(address: "/"), metadataAddress: "/saml/metadata", catalogueAddress: "/errors"),
                to: context)
        }
        router.page("/saml/metadata") { _, _ in try metadataResponse() }
        router.page("/errors") { _, context in
            let entries = site.pages.errorCodes.map {
                ErrorCataloguePage.Entry(code: $0, address: "/errors/\($0)")
            }
            return try site.response(
                ErrorCataloguePage(frame: Frame(address: "/errors"), entries: entries), to: context)
        }
        router.page("/errors/:code") { _, context in
            let code = context.parameters.get("code") ?? ""
            guard site.pages.errorCodes.contains(code) else { throw HTTPError(.notFound) }
            return try site.response(
                ErrorCatalogueEntryPage(
                    frame: Frame(address: "/errors/\(code)"), code: code, catalogueAddress: "/errors"), to: context)
        }
    }

    private func metadataResponse() throws -> Response {
        let bytes = try metadata.bytes(
            wantsSigned: site.entities.register.wantsEveryRequestSigned, at: site.time.now())
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/samlmetadata+xml", .xContentTypeOptions: "nosniff",
                .cacheControl: "public, max-age=3600",
            ],
            body: .init(byteBuffer: .init(bytes: bytes)))
    }
}
