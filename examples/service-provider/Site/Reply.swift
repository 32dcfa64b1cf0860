import HTTPTypes
import Hummingbird
import NIOCore

/// An HTTP response. The alias distinguishes it from the SAML Response.
typealias Reply = Response

extension Response {
    /// Redirects the browser with GET, after any method.
    static func goTo(_ address: String) -> Reply {
        Reply(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }

    /// Returns a document of any media type.
    static func document(
        _ text: String, _ type: String, status: HTTPResponse.Status = .ok, cacheControl: String = "no-store"
    ) -> Reply {
        document(Array(text.utf8), type, status: status, cacheControl: cacheControl)
    }

    /// Returns a document of any media type.
    static func document(
        _ bytes: [UInt8], _ type: String, status: HTTPResponse.Status = .ok, cacheControl: String = "no-store"
    ) -> Reply {
        Reply(
            status: status,
            headers: [.contentType: type, .cacheControl: cacheControl, .xContentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
