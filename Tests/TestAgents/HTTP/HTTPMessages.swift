package import Foundation

/// A request of an agent. Method, URL, fields and body are sent unchanged. Host, Content-Length, Connection and Cookie
/// are added.
package struct HTTPRequest: Sendable {
    package var method: String
    package var url: URL
    package var headers: [HTTPField]
    package var body: [UInt8]
    /// The origin of the page with the link or form. Nil for a typed URL.
    package var initiator: Origin?

    package init(
        _ method: String, _ url: URL, headers: [HTTPField] = [], body: [UInt8] = [], initiator: Origin? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.initiator = initiator
    }

    /// Creates the POST request of a form, like a browser.
    package static func post(
        _ url: URL, form: [(name: String, value: String)], initiator: Origin? = nil
    ) -> HTTPRequest {
        HTTPRequest(
            "POST", url, headers: [HTTPField("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(FormEncoding.encode(form).utf8), initiator: initiator)
    }
}

/// A header field.
package struct HTTPField: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A response to an agent.
package struct HTTPResponse: Sendable {
    /// The requested URL.
    package let url: URL
    package let status: Int
    package let headers: [HTTPField]
    package let body: [UInt8]

    /// The body, read as UTF-8.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// Returns the values of all fields with a name, ignoring case.
    package func headers(named name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// Returns the first value of a field.
    package func header(_ name: String) -> String? { headers(named: name).first }

    /// The target of a redirect: Location, resolved against the requested URL.
    package var location: URL? {
        guard (300..<400).contains(status), let location = header("Location") else { return nil }
        return URL(string: location, relativeTo: url)?.absoluteURL
    }

    /// The body as a page with links and forms.
    package var page: Page { Page(text, at: url) }
}

/// The encoding application/x-www-form-urlencoded of the URL standard: LF becomes CRLF, then space becomes `+`.
package enum FormEncoding {
    package static func encode(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
    }

    package static func encode(_ text: String) -> String {
        let lines = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "\r\n")
        return lines.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: " "): encoded += "+"
            default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
