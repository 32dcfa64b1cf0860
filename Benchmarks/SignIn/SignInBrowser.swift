import Foundation

/// The browser of a citizen who signs in with a PIN: follows redirects, keeps the login's cookie, and sends forms with
/// their tokens.
struct SignInBrowser {
    let port: Int
    let telephone: Telephone

    /// The number of requests of a sign-in.
    static let requests = 8

    /// Signs in, from the service's query to the page with the Response.
    ///
    /// - Returns: The value of SAMLResponse.
    func signIn(_ visitor: Visitor, query: String) throws -> String {
        let connection = try HTTPConnection(port: port, from: visitor.address)
        let arrival = try connection.send(Self.get("/saml/sso?\(query)", cookie: nil))
        let login = try Self.location(arrival)
        guard let cookie = arrival.head.field("set-cookie")?.split(separator: ";").first.map(String.init) else {
            throw HTTPConnection.Failure(description: "no cookie")
        }
        func page() throws -> HTTPConnection.Response {
            let page = try connection.send(Self.get(login, cookie: cookie))
            guard page.status == 200 else { throw HTTPConnection.Failure(description: "status \(page.status)") }
            return page
        }
        func submit(_ path: String, _ fields: String, on page: HTTPConnection.Response) throws {
            let token = try Self.value(of: "name=\"token\" value=\"", in: page)
            let form = "token=\(token)&\(fields)"
            _ = try Self.location(connection.send(Self.post("\(login)\(path)", form, cookie: cookie)))
        }
        try submit("/choose", "method=pin", on: page())
        let asking = try page()
        let ownCode = try Self.value(of: "name=\"code\" value=\"", in: asking)
        let contrast = visitor.contrast.replacing("/", with: "%2F")
        try submit("/pin", "document=\(visitor.document)&contrast=\(contrast)&code=\(ownCode)", on: asking)
        let typing = try page()
        try submit("/pin/code", "accessCode=\(ownCode)\(pin(in: telephone.nextMessage()))", on: typing)
        return try Self.value(of: "name=\"SAMLResponse\" value=\"", in: page())
    }

    /// Returns the PIN in the Spanish text of the message.
    private func pin(in message: String) throws -> String {
        let octets = Octets(message.utf8)
        guard let start = octets.offset(after: "PIN es ") else { throw Telephone.Silence() }
        return octets.text(from: start, upTo: UInt8(ascii: ".")).replacing(" ", with: "")
    }

    static func get(_ path: String, cookie: String?) -> String {
        "GET \(path) HTTP/1.1\r\n\(common(cookie))\r\n"
    }

    private static func post(_ path: String, _ form: String, cookie: String) -> String {
        "POST \(path) HTTP/1.1\r\n\(common(cookie))Content-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)"
    }

    private static func common(_ cookie: String?) -> String {
        "Host: aldaba.example\r\nAccept: text/html\r\nAccept-Language: es\r\n"
            + (cookie.map { "Cookie: \($0)\r\n" } ?? "")
    }

    /// Returns the path of a redirect to the broker's origin.
    private static func location(_ response: HTTPConnection.Response) throws -> String {
        guard response.status == 303, let address = response.head.field("location"),
            let path = address.range(of: "/login/")
        else { throw HTTPConnection.Failure(description: "status \(response.status), no redirect to a login") }
        return String(address[path.lowerBound...])
    }

    private static func value(of start: StaticString, in page: HTTPConnection.Response) throws -> String {
        guard let offset = page.body.offset(after: start) else {
            throw HTTPConnection.Failure(description: "the page has no \(start)")
        }
        return page.body.text(from: offset, upTo: UInt8(ascii: "\""))
    }
}
