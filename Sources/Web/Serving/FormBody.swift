import HTTPTypes
import Hummingbird

/// Reads the form of a POST.
enum FormBody {
    /// - Parameter maximumBytes: a larger body is refused with 413 before it is read.
    static func read(_ request: Request, upTo maximumBytes: Int) async throws -> Form {
        let type = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
        guard type == "application/x-www-form-urlencoded" else { throw HTTPError(.unsupportedMediaType) }
        let buffer = try await request.body.collect(upTo: maximumBytes)
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            throw Form.Failure.unreadable
        }
        return try Form(text)
    }
}
