import HTTPTypes
import Hummingbird

/// The cookies of ours that a browser sends, each as it stands: the framework keeps one of each name, and not their
/// order.
///
/// All of ours begin with `__Host-`. Others are passed over before anything is copied: a header may have thousands.
enum CookiePairs {
    private static let ours = Array("__Host-".utf8)

    /// All of them, in the order in which they were sent.
    static func of(_ request: Request) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        each(in: request) { name, value in
            pairs.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
        }
        return pairs
    }

    /// The value of the last one with that name; nil when there is none.
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
