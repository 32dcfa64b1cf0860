/// The path of a request, made from the route that it matched.
///
/// Links are made from it, never from the address as received: a browser reads `//evil.example/x` and
/// `/\evil.example` in a link as another host.
enum RoutePath {
    /// The framework's name for the route of a request that matched none.
    static let none = "NotFound"

    /// An address that no route has. The links of the not-found page to other languages lead here instead of to the
    /// requested address.
    static let notFound = "/not-found"

    /// Returns the route's own segments with the values of its parameters.
    ///
    /// Nil when there is no route, when the route ends with a wildcard, and when a value has characters other than
    /// letters, digits, `-`, `.`, `_` and `~`.
    /// - Parameters:
    ///   - route: the route's pattern, such as `/login/:login` or `/login/{login}`.
    ///   - value: the value of a parameter.
    static func path(of route: String?, value: (String) -> String?) -> String? {
        guard let route, route != none else { return nil }
        var path = ""
        for segment in route.split(separator: "/") {
            if let name = parameter(segment) {
                guard let value = value(name), isPlain(value) else { return nil }
                path += "/\(value)"
            } else {
                guard isPlain(segment) else { return nil }
                path += "/\(segment)"
            }
        }
        return path.isEmpty ? "/" : path
    }

    private static func parameter(_ segment: Substring) -> String? {
        if segment.hasPrefix(":") { return String(segment.dropFirst()) }
        guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return nil }
        return String(segment.dropFirst().dropLast())
    }

    /// RFC 3986 §2.3: unreserved characters. Excludes `.` and `..`, which change the path.
    private static func isPlain(_ segment: some StringProtocol) -> Bool {
        !segment.isEmpty && segment != "." && segment != ".."
            && segment.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }
}
