import HTTPTypes
import Hummingbird
import Testing

@testable import Web

/// Which cookies are read of what a browser sends.
struct CookiePairsTests {
    private func pairs(_ headers: String...) -> [[String]] {
        var fields = HTTPFields()
        for header in headers { fields.append(HTTPField(name: .cookie, value: header)) }
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: fields)
        return CookiePairs.of(Request(head: head, body: .init(buffer: .init()))).map { [$0.name, $0.value] }
    }

    @Test func `reads our own in their order, each as it stands`() {
        #expect(
            pairs("__Host-a=1; __Host-b=x=y;\t__Host-a=2", "__Host-c=") == [
                ["__Host-a", "1"], ["__Host-b", "x=y"], ["__Host-a", "2"], ["__Host-c", ""],
            ])
    }

    @Test func `passes over others, however many there are`() {
        let others = (0..<6_000).map { "c\($0)=abc" }.joined(separator: "; ")
        #expect(pairs(others + "; __Host-a=1; host-b=2; __Host-c") == [["__Host-a", "1"]])
        #expect(pairs("", ";;", "=").isEmpty)
    }
}
