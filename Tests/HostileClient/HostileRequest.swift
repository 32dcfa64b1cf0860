/// A request without the fields that a browser would add.
package struct HostileRequest: Sendable {
    package var method: String
    /// The path and query, sent unchanged.
    package var target: String
    package var fields: [String]
    package var body: String

    package init(_ method: String = "GET", _ target: String, fields: [String] = [], body: String = "") {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
    }

    /// Creates the POST request of a form. Values are sent unchanged, so the caller must encode them.
    package static func post(_ target: String, _ form: [(name: String, value: String)]) -> HostileRequest {
        HostileRequest(
            "POST", target, fields: ["Content-Type: application/x-www-form-urlencoded"],
            body: form.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
    }

    /// Returns the text of the request for a host and a source.
    func text(host: String, from source: Source) -> String {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: \(host)", "Connection: close"] + fields
        if let address = source.forwardedFor { lines.append("X-Forwarded-For: \(address)") }
        if !body.isEmpty || method == "POST" { lines.append("Content-Length: \(body.utf8.count)") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }
}

/// The answer to a hostile request.
package struct HostileAnswer: Sendable {
    package let source: Source
    /// 0 when the connection was refused or closed without an answer.
    package let status: Int
    package let text: String

    init(_ text: String, from source: Source) {
        self.source = source
        self.text = text
        status = text.hasPrefix("HTTP/1.1 ") ? Int(text.dropFirst(9).prefix(3)) ?? 0 : 0
    }
}
