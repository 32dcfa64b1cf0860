import HTTPTypes
import Hummingbird

/// The cookies of ours that a browser sends, each as it stands: the framework keeps one of each name, and not their order.
///
/// All of ours begin with `__Host-`. Others are passed over before anything is copied: a header may have thousands.
enum CookiePairs {
    private static let ours = Array("__Host-".utf8)

    static func of(_ request: Request) -> [(name: String, value: String)] {
        request.headers[values: .cookie].flatMap { header in
            Array(header.utf8).split(separator: UInt8(ascii: ";")).compactMap(pair)
        }
    }

    private static func pair(_ piece: ArraySlice<UInt8>) -> (name: String, value: String)? {
        let piece = piece.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard piece.starts(with: ours), let end = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        return (String(decoding: piece[..<end], as: UTF8.self), String(decoding: piece[(end + 1)...], as: UTF8.self))
    }
}
