import Testing

@testable import Web

/// The host that a request means, without its port.
struct HostCheckTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("127.0.0.1:8081", "127.0.0.1"), ("LOCALHOST:1", "localhost"),
        ("[::1]:8081", "[::1]"), ("[::1]", "[::1]"), ("localhost.evil.example", "localhost.evil.example"),
        ("127.0.0.1.evil.example:8081", "127.0.0.1.evil.example"), ("", ""),
    ])
    func `is what stands before the port`(_ authority: String, _ host: String) {
        #expect(HostCheck.host(of: authority) == host)
    }
}
