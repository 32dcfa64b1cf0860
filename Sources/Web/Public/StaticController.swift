import HTTPTypes
import Hummingbird
import NIOCore
import Pages

/// The style sheet and the logo. Their addresses change with their content, so browsers cache them permanently.
struct StaticController: Sendable {
    /// The response for each path, made once.
    private let responses: [String: (fields: HTTPFields, content: ByteBuffer)]

    init(resources: StaticResources) {
        responses = Dictionary(
            uniqueKeysWithValues: resources.all.map { resource in
                let fields: HTTPFields = [
                    .contentType: resource.mediaType, .cacheControl: "public, max-age=31536000, immutable",
                    .xContentTypeOptions: "nosniff",
                ]
                return (resource.path, (fields, ByteBuffer(bytes: resource.bytes)))
            })
    }

    func addRoutes(to router: some RouterMethods<RequestContext>) {
        router.page("/static/:digest/:name") { request, _ in
            guard let response = responses[request.uri.path] else { throw HTTPError(.notFound) }
            return Response(status: .ok, headers: response.fields, body: .init(byteBuffer: response.content))
        }
    }
}
