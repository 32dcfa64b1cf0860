import SAML
import Testing

@testable import Web

struct HostCheckTests {
    @Test(arguments: ["127.0.0.1", "127.0.0.1:8081", "127.1:8081", "127.0.0.1.:8081"])
    func `reads the host before the port, however it is written`(_ authority: String) {
        #expect(HostCheck.host(of: authority) == WebHost("127.0.0.1"))
    }

    @Test(arguments: [
        "", ":8081", "127.0.0.1:", "127.0.0.1:+8081", "user@127.0.0.1", "127.0.0.1/", "127.0.0.1/@evil.example",
        "127.0.0.1?x", "127.0.0.1#x", "127.0.0.1:8081/x",
    ])
    func `refuses an authority with anything but a host and a port`(_ authority: String) {
        #expect(HostCheck.host(of: authority) == nil)
    }
}
