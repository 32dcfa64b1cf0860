import Foundation

/// HTTP/1.1 as octets: writes a request, and reads a response that ends by its length or with the connection.
enum HTTPWire {
    static func octets(of request: HTTPRequest, cookies: String?) -> [UInt8] {
        let path = target(of: request.url)
        var lines = ["\(request.method) \(path) HTTP/1.1"]
        if !request.headers.contains(where: { $0.name.lowercased() == "host" }) {
            let port = request.url.port.map { ":\($0)" } ?? ""
            lines.append("Host: \(request.url.host ?? "")\(port)")
        }
        lines += request.headers.map { "\($0.name): \($0.value)" }
        if let cookies { lines.append("Cookie: \(cookies)") }
        if !request.body.isEmpty || request.method == "POST" { lines.append("Content-Length: \(request.body.count)") }
        lines.append("Connection: close")
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + request.body
    }

    /// Returns path and query exactly as in the URL, because a signature may cover these octets.
    private static func target(of url: URL) -> String {
        let text = url.absoluteString.prefix { $0 != "#" }
        guard let authority = text.range(of: "://"),
            let start = text[authority.upperBound...].firstIndex(where: { $0 == "/" || $0 == "?" })
        else { return "/" }
        let target = text[start...]
        return target.hasPrefix("?") ? "/" + target : String(target)
    }

    static func response(from octets: [UInt8], to url: URL) throws -> HTTPResponse {
        var rest = octets[...]
        while true {
            guard let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) else {
                throw HTTPError.malformedResponse("no end of the header in \(octets.count) octets")
            }
            let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
            let words = lines[0].split(separator: " ", maxSplits: 2)
            guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
                throw HTTPError.malformedResponse(lines[0])
            }
            rest = rest[end.upperBound...]
            if (100..<200).contains(status) { continue }
            let headers = try lines.dropFirst().map(field)
            return HTTPResponse(url: url, status: status, headers: headers, body: try body(rest, headers))
        }
    }

    /// Returns whether a response with a Content-Length is complete.
    static func isComplete(_ octets: [UInt8]) -> Bool {
        guard let end = octets.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let header = String(decoding: octets[..<end.lowerBound], as: UTF8.self).lowercased()
        guard let field = header.components(separatedBy: "\r\n").first(where: { $0.hasPrefix("content-length:") }),
            let length = Int(field.dropFirst(15).trimmingCharacters(in: .whitespaces))
        else { return false }
        return octets.count - end.upperBound >= length
    }

    private static func field(_ line: String) throws -> HTTPField {
        guard let colon = line.firstIndex(of: ":") else { throw HTTPError.malformedResponse(line) }
        return HTTPField(
            String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    }

    private static func body(_ octets: ArraySlice<UInt8>, _ headers: [HTTPField]) throws -> [UInt8] {
        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        if value("transfer-encoding")?.lowercased() == "chunked" { return try unchunked(octets) }
        guard let length = value("content-length").flatMap({ Int($0) }) else { return Array(octets) }
        guard octets.count >= length else {
            // A response to HEAD has a length and no body.
            if octets.isEmpty { return [] }
            throw HTTPError.malformedResponse("\(octets.count) octets of body, \(length) announced")
        }
        return Array(octets.prefix(length))
    }

    private static func unchunked(_ octets: ArraySlice<UInt8>) throws -> [UInt8] {
        var body: [UInt8] = []
        var rest = octets
        while let lineEnd = rest.firstRange(of: Array("\r\n".utf8)) {
            let size = String(decoding: rest[..<lineEnd.lowerBound].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
            guard let count = Int(size, radix: 16), rest[lineEnd.upperBound...].count >= count else { break }
            if count == 0 { return body }
            body += rest[lineEnd.upperBound...].prefix(count)
            rest = rest[lineEnd.upperBound...].dropFirst(count + 2)
        }
        throw HTTPError.malformedResponse("a chunk is cut off")
    }
}
