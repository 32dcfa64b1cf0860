/// Reads a query without decoding it: every request may have a query as long as a header.
enum QueryText {
    /// The maximum octets of a query, except at the addresses of messages.
    static let maximumBytes = 8_192

    /// The maximum octets of a path and query that a page repeats in its links to other languages.
    static let maximumRepeatedBytes = 4_096

    /// Returns the number of parameters, empty ones included.
    static func parameters(of query: String) -> Int {
        query.isEmpty ? 0 : 1 + query.utf8.count { $0 == UInt8(ascii: "&") }
    }

    /// Returns whether the query has a parameter of that name, written without percent-encoding.
    static func has(_ name: String, in query: String) -> Bool { value(of: name, in: query) != nil }

    /// Returns the first value of a parameter, undecoded.
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
