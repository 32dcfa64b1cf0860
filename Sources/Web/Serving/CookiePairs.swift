import HTTPTypes
import Hummingbird

/// Reads Aldaba's cookies from a request, unchanged and in order. The framework keeps only one cookie of each name and
/// loses the order.
///
/// The names of Aldaba's cookies begin with `__Host-`. Other cookies are skipped before anything is copied: a header
/// may have thousands.
enum CookiePairs {
    private static let ours = Array("__Host-".utf8)

    /// Returns the cookies in the order in which the browser sent them.
    static func of(_ request: Request) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        each(in: request) { name, value in
            pairs.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
        }
        return pairs
    }

    /// Returns the value of the last cookie with that name; nil when there is none.
    static func value(of name: String, in request: Request) -> String? {
        var found: String?
        each(in: request) { sent, value in
            if sent.elementsEqual(name.utf8) { found = String(decoding: value, as: UTF8.self) }
        }
        return found
    }

    private static func each(
        in request: Request,
        _ body: (_ name: Slice<UnsafeBufferPointer<UInt8>>, _ value: Slice<UnsafeBufferPointer<UInt8>>) -> Void
    ) {
        for var header in request.headers[values: .cookie] {
            header.withUTF8 { octets in
                var start = octets.startIndex
                while start < octets.endIndex {
                    let end = octets[start...].firstIndex(of: UInt8(ascii: ";")) ?? octets.endIndex
                    let piece = octets[start..<end].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                    if piece.starts(with: ours), let equals = piece.firstIndex(of: UInt8(ascii: "=")) {
                        body(piece[..<equals], piece[(equals + 1)...])
                    }
                    start = end + 1
                }
            }
        }
    }
}
