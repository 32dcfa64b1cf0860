import Foundation

/// A browser that shows one page after the other: keeps cookies, follows redirects to the broker's origin, sends forms
/// with their token.
final class BrowserTab {
    private let port: Int
    private let source: UInt32
    private var connection: HTTPConnection?
    private var cookies: [(name: String, pair: String)] = []
    /// The page that is shown, and its path.
    private var page: HTTPConnection.Response?
    private var path = ""

    /// - Parameter source: the network address of the browser.
    init(port: Int, from source: UInt32) {
        self.port = port
        self.source = source
    }

    /// Opens a new connection and drops the cookies of earlier logins, which a browser drops when they expire.
    func begin() throws {
        connection = try HTTPConnection(port: port, from: source)
        cookies.removeAll { $0.name.hasPrefix("__Host-login-") }
    }

    func open(_ address: String) throws {
        path = address
        var response = try send(Self.get(address, cookie: cookie))
        while response.status == 303 {
            path = try Self.path(of: response)
            response = try send(Self.get(path, cookie: cookie))
        }
        guard response.status == 200 else { throw Self.failure("status \(response.status) at \(path)") }
        page = response
    }

    /// Sends a form of a login's page, and shows the page that follows.
    ///
    /// - Parameter action: the path relative to the login's path.
    func submit(_ action: String, _ fields: String) throws {
        let form = "token=\(try value(of: "name=\"token\" value=\""))&\(fields)"
        let request =
            "POST \(path)\(action) HTTP/1.1\r\n\(Self.common(cookie))"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\r\n\(form)"
        let response = try send(request)
        guard response.status == 303 else { throw Self.failure("status \(response.status) for \(action)") }
        try open(Self.path(of: response))
    }

    /// Returns the text of the page between `start` and the next quotation mark.
    func value(of start: StaticString) throws -> String {
        guard let body = page?.body, let offset = body.offset(after: start) else {
            throw Self.failure("the page at \(path) has no \(start)")
        }
        return body.text(from: offset, upTo: UInt8(ascii: "\""))
    }

    static func get(_ path: String, cookie: String?) -> String {
        "GET \(path) HTTP/1.1\r\n\(common(cookie))\r\n"
    }

    private static func common(_ cookie: String?) -> String {
        "Host: aldaba.example\r\nAccept: text/html\r\nAccept-Language: es\r\n"
            + (cookie.map { "Cookie: \($0)\r\n" } ?? "")
    }

    private var cookie: String? {
        cookies.isEmpty ? nil : cookies.map(\.pair).joined(separator: "; ")
    }

    private func send(_ request: String) throws -> HTTPConnection.Response {
        guard let connection else { throw Self.failure("not connected") }
        let response = try connection.send(request)
        for field in response.head.fields("set-cookie") {
            let pair = String(field.prefix { $0 != ";" })
            let name = String(pair.prefix { $0 != "=" })
            cookies.removeAll { $0.name == name }
            if !field.contains("Max-Age=0") { cookies.append((name, pair)) }
        }
        return response
    }

    /// Returns the path of a redirect to the broker's origin.
    private static func path(of response: HTTPConnection.Response) throws -> String {
        guard let address = response.head.field("location"), let path = address.range(of: "/login/") else {
            throw failure("no redirect to a login")
        }
        return String(address[path.lowerBound...])
    }

    private static func failure(_ cause: String) -> HTTPConnection.Failure {
        HTTPConnection.Failure(description: cause)
    }
}
