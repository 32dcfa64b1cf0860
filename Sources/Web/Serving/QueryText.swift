/// Looks at a query without decoding it: every request brings one that may be as long as a header.
enum QueryText {
    /// The octets of a query that any address but those of messages takes.
    static let maximumBytes = 8_192

    /// The octets of a path and query that a page repeats in its links to the same page in another language.
    static let maximumRepeatedBytes = 4_096

    /// How many parameters the query has, empty ones included: the octets alone are counted.
    static func parameters(of query: String) -> Int {
        query.isEmpty ? 0 : 1 + query.utf8.count { $0 == UInt8(ascii: "&") }
    }

    /// Whether a parameter of that name is there, written without percent-encoding.
    static func has(_ name: String, in query: String) -> Bool { value(of: name, in: query) != nil }

    /// The first value of a parameter, undecoded.
    static func value(of name: String, in query: String) -> String? {
        var query = query
        return query.withUTF8 { octets in
            let wanted = Array(name.utf8) + [UInt8(ascii: "=")]
            var start = 0
            while start < octets.count {
                let pair = octets[start...].prefix { $0 != UInt8(ascii: "&") }
                if pair.starts(with: wanted) {
                    return String(decoding: pair.dropFirst(wanted.count), as: UTF8.self)
                }
                start = pair.endIndex + 1
            }
            return nil
        }
    }
}
