/// Unauthenticated requests at one endpoint: an ordinary one, different each time, and hostile ones.
struct RefusedRequests {
    let endpoint: String
    let ordinary: () throws -> String
    let hostile: [(name: String, request: String)]

    static func get(_ target: String, fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: aldaba.localhost\r\nAccept: text/html\r\n\(fields)\r\n"
    }

    static func form(_ path: String, _ body: String) -> String {
        post(path, "application/x-www-form-urlencoded", body)
    }

    static func post(_ path: String, _ type: String, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: aldaba.localhost\r\nAccept: text/html\r\nContent-Type: \(type)\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
