package import Foundation

/// A scripted browser without JavaScript, for addresses of this machine. Keeps cookies like a browser, sends Origin
/// with forms, follows redirects on request, and reads and submits forms.
///
/// Every name under `localhost` is 127.0.0.1. Each agent has separate cookies: use one agent for each browser.
package actor HTTPAgent {
    /// All stored cookies, in order of arrival.
    package private(set) var cookies: [Cookie] = []
    /// Fields that are sent with every request, unless the request has the field.
    package var standardHeaders: [HTTPField]
    private let transport: HTTPTransport

    /// - Parameters:
    ///   - trustedCertificates: A PEM file with authorities for https. Nil for the authorities of the system.
    ///   - identity: The client certificate for servers that request one.
    package init(
        language: String = "es", trustedCertificates: String? = nil, identity: TLSIdentity? = nil,
        limit: Duration = .seconds(30)
    ) {
        standardHeaders = [
            HTTPField("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            HTTPField("Accept-Language", language), HTTPField("User-Agent", "AldabaTestAgent/1"),
        ]
        transport = HTTPTransport(
            identity: identity, trustedCertificates: trustedCertificates, limit: limit)
    }

    /// Sends one request and returns its response, also a redirect. Stores cookies.
    @discardableResult
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var request = request
        for field in standardHeaders + fetchMetadata(request)
        where !request.headers.contains(where: { $0.name.lowercased() == field.name.lowercased() }) {
            request.headers.append(field)
        }
        let cookieField = cookieField(for: request)
        let response = try await offThePool { [transport, request] in
            try transport.exchange(request, cookies: cookieField)
        }
        keepCookies(of: response)
        return response
    }

    /// Requests a URL as if typed, without following redirects.
    package func get(_ url: String) async throws -> HTTPResponse {
        try await send(HTTPRequest("GET", try Self.url(url)))
    }

    /// Requests a URL as if typed, and follows redirects.
    package func visit(_ url: String) async throws -> HTTPResponse {
        try await follow(try await get(url))
    }

    /// Follows redirects until a response is not a redirect or the next URL is a destination.
    package func follow(
        _ response: HTTPResponse, limit: Int = 10, stoppingBefore isDestination: (URL) -> Bool = { _ in false }
    ) async throws -> HTTPResponse {
        var response = response
        for _ in 0..<limit {
            guard let location = response.location, !isDestination(location) else { return response }
            response = try await send(HTTPRequest("GET", location, initiator: Origin(response.url)))
        }
        throw HTTPError.tooManyRedirects(last: response.url.absoluteString)
    }

    /// Follows the first link whose text or URL contains the words, and then redirects.
    package func click(_ words: String, on response: HTTPResponse) async throws -> HTTPResponse {
        let link = try response.page.link(words)
        return try await follow(try await send(HTTPRequest("GET", link.url, initiator: Origin(response.url))))
    }

    /// Submits a form of a page and returns the response, also a redirect.
    ///
    /// - Parameters:
    ///   - values: New values of fields. A name that the form does not have is an error.
    ///   - button: The name, value or text of the button. Nil for the first button.
    package func submit(
        _ form: PageForm, with values: [String: String] = [:], pressing button: String? = nil
    ) async throws -> HTTPResponse {
        try await send(try form.request(with: values, pressing: button))
    }

    /// Returns the last cookie with a name, from any host.
    package func cookie(_ name: String) -> Cookie? { cookies.last { $0.name == name } }

    /// Removes cookies, like a person who clears them.
    package func forgetCookies(where isForgotten: (Cookie) -> Bool = { _ in true }) {
        cookies.removeAll(where: isForgotten)
    }

    package func setStandardHeader(_ field: HTTPField) {
        standardHeaders.removeAll { $0.name.lowercased() == field.name.lowercased() }
        standardHeaders.append(field)
    }

    private func cookieField(for request: HTTPRequest) -> String? {
        let now = Date()
        let sent = cookies.filter { !$0.isExpired(at: now) && $0.isSent(with: request) }
        return sent.isEmpty ? nil : sent.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }

    private func keepCookies(of response: HTTPResponse) {
        let now = Date()
        for field in response.headers(named: "Set-Cookie") {
            guard let cookie = Cookie(field, from: response.url, at: now) else { continue }
            cookies.removeAll {
                $0.name == cookie.name && $0.domain == cookie.domain && $0.path == cookie.path
            }
            if !cookie.isExpired(at: now) { cookies.append(cookie) }
        }
    }

    /// Returns the fields in which browsers describe the origin of a request.
    private func fetchMetadata(_ request: HTTPRequest) -> [HTTPField] {
        let target = Origin(request.url)
        var fields = [HTTPField("Sec-Fetch-Mode", "navigate"), HTTPField("Sec-Fetch-Dest", "document")]
        guard let initiator = request.initiator else { return fields + [HTTPField("Sec-Fetch-Site", "none")] }
        let relation =
            initiator == target ? "same-origin" : initiator.isSameSite(as: target) ? "same-site" : "cross-site"
        fields.append(HTTPField("Sec-Fetch-Site", relation))
        if request.method != "GET" && request.method != "HEAD" {
            fields.append(HTTPField("Origin", initiator.description))
        }
        return fields
    }

    private static func url(_ text: String) throws -> URL {
        guard let url = URL(string: text), url.host != nil else { throw PageError.badAddress(text) }
        return url
    }
}
