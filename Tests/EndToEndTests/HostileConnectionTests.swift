import Foundation
import TestAgents
import Testing

/// Tests of clients that open thousands of silent connections from many addresses to a running broker.
@Suite(.startsProcesses) struct HostileConnectionTests {
    /// Opens connections to the public and the certificate listener, each from another address in 127.0.0.0/8.
    ///
    /// - Parameter beginning: The text that each connection sends, before it becomes silent.
    private static func flood(
        _ broker: RunningBroker, _ count: Int, beginning: String = ""
    ) throws -> [RawConnection] {
        let ports = try [broker.publicAddress, broker.certificateAddress].map { address in
            let port = try #require(address.split(separator: ":").last)
            return try #require(Int(port))
        }
        return try (0..<count).map { number in
            let source = "127.\(1 + number / 60_000).\(number / 250 % 240).\(1 + number % 250)"
            let connection = try RawConnection(port: ports[number % 2], from: source)
            connection.send(beginning.utf8)
            return connection
        }
    }

    private static func signIn(_ broker: RunningBroker, _ office: RunningExampleService, _ phone: String) async throws {
        let citizen = SignIn(broker: broker, agent: HTTPAgent())
        let selection = try await citizen.agent.visit("\(office.origin)/sign-in?procedure=residencia")
        let page = try await citizen.choose("pin", on: selection)
        #expect(page.status == 200)
        #expect(try page.page.form(with: "document", "contrast", "code")["code"] != nil)
    }

    private static func isHealthy(_ broker: RunningBroker) async throws -> Bool {
        try await HTTPAgent().get(broker.administration + "/health/ready").status == 200
    }

    /// The bug: 4,096 silent connections stopped the certificate method, and with 1,024 descriptors about 1,000 of them
    /// stopped all listeners.
    @Test(arguments: [300, 1024]) func `thousands of silent connections do not block pages and health`(
        _ descriptors: Int
    ) async throws {
        try OpenFileLimit.raise()
        let broker = try await RunningBroker.start(descriptors: descriptors)
        let office = try await RunningExampleService.start(at: broker)
        let phone = try await broker.addCitizen()
        for beginning in ["", "GET / HTTP/1.1\r\n"] {
            let hostile = try Self.flood(broker, 3000, beginning: beginning)
            try await Self.signIn(broker, office, phone)
            #expect(try await Self.isHealthy(broker))
            let agent = HTTPAgent(trustedCertificates: try await DevelopmentAuthorities.shared.serverAuthority)
            #expect(try await agent.get("\(broker.certificateOrigin)/identify?ticket=none").status == 404)
            let left = hostile.count { !$0.isClosed }
            #expect((1...descriptors).contains(left))
            print("hostile connections at ulimit -n \(descriptors): \(hostile.count) opened, \(left) held")
            let open = try await broker.openDescriptors()
            #expect(open < descriptors, "\(open) descriptors")
        }
        #expect(!broker.log.contains("cannot be accepted"), "the budget leaves descriptors: \(broker.log.suffix(2000))")
        try await office.stop()
        _ = try await broker.stop()
    }

    /// The process runs out of descriptors although connections are limited, because other code uses them.
    @Test
    func `a broker that runs out of descriptors closes silent connections and recovers`()
        async throws
    {
        try OpenFileLimit.raise()
        let broker = try await RunningBroker.start(descriptors: 1024)
        let page = "http://\(broker.publicAddress)/errors"
        #expect(try await HTTPAgent().get(page).status == 200)
        try await broker.limitDescriptors(to: try await broker.openDescriptors() + 8)
        let hostile = try Self.flood(broker, 100)
        try await eventually("a failing accept") { broker.log.contains("cannot be accepted") ? true : nil }
        #expect(try await HTTPAgent().get(page).status == 200)
        #expect(try await Self.isHealthy(broker))
        #expect(hostile.contains { $0.isClosed })
        try await broker.limitDescriptors(to: 1024)
        #expect(try await HTTPAgent().get(page).status == 200)
        #expect(broker.log.components(separatedBy: "cannot be accepted").count <= 4, "one line a minute and listener")
        _ = try await broker.stop()
    }
}
