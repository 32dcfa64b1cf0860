import HTTPTypes
import Hummingbird
import NIOCore

/// What the server sends. SAML has a Response too: where both are at hand, this one goes by another name.
typealias Reply = Response

extension Response {
    /// Sends the browser on with GET, whatever it came with.
    static func goTo(_ address: String) -> Reply {
        Reply(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }

    /// A document of any kind.
    static func document(
        _ text: String, _ type: String, status: HTTPResponse.Status = .ok, cacheControl: String = "no-store"
    ) -> Reply {
        document(Array(text.utf8), type, status: status, cacheControl: cacheControl)
    }

    /// A document of any kind.
    static func document(
        _ bytes: [UInt8], _ type: String, status: HTTPResponse.Status = .ok, cacheControl: String = "no-store"
    ) -> Reply {
        Reply(
            status: status,
            headers: [.contentType: type, .cacheControl: cacheControl, .xContentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
