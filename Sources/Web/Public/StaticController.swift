import HTTPTypes
import Hummingbird
import Pages

/// The style sheet and the mark: their addresses change with their content, so browsers keep them for good.
struct StaticController: Sendable {
    let resources: StaticResources

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.page("/static/:digest/:name") { request, _ in
            guard let resource = resources.resource(at: request.uri.path) else { throw HTTPError(.notFound) }
            return Response(
                status: .ok,
                headers: [
                    .contentType: resource.mediaType, .cacheControl: "public, max-age=31536000, immutable",
                    .xContentTypeOptions: "nosniff",
                ],
                body: .init(byteBuffer: .init(bytes: resource.bytes)))
        }
    }
}
