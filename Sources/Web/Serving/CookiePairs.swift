import HTTPTypes
import Hummingbird

/// The cookies that a browser sends, each as it stands: the framework keeps one of each name, and not their order.
enum CookiePairs {
    static func of(_ request: Request) -> [(name: String, value: String)] {
        request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { piece in
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { return nil }
            return (halves[0].trimmingPrefix(while: \.isWhitespace).description, String(halves[1]))
        }
    }
}
