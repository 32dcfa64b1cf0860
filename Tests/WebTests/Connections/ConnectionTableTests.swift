import NIOCore
import Synchronization
import Testing

@testable import Web

struct ConnectionTableTests {
    /// A connection that records whether the table has closed it.
    private final class Connection: Sendable {
        private let closed = Mutex(false)
        var isClosed: Bool { closed.withLock { $0 } }
        func close() { closed.withLock { $0 = true } }
        var id: ConnectionTable.ID { ObjectIdentifier(self) }
    }

    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func table(_ maximum: Int, perAddress: Int, perProxy: Int? = nil) -> ConnectionTable {
        ConnectionTable(
            limits: ConnectionLimits(maximum: maximum, perAddress: perAddress, perProxy: perProxy),
            deadlines: ConnectionDeadlines(handshake: .seconds(300)))
    }

    /// Opens a connection and sets its phase.
    private func open(
        _ table: ConnectionTable, from address: String, after seconds: Int64 = 0, isProxy: Bool = false,
        _ phase: ConnectionPhase = .opening
    ) -> (connection: Connection, isAdmitted: Bool) {
        let connection = Connection()
        let instant = start + .seconds(seconds)
        let admission = table.open(
            connection.id, from: NetworkAddress(address), isProxy: isProxy, at: instant, close: { connection.close() })
        if admission.isAdmitted { table.enter(phase, connection.id, at: instant) }
        return (connection, admission.isAdmitted)
    }

    @Test func `each client has its own maximum of connections`() {
        let table = table(100, perAddress: 3)
        let first = (0..<3).map { _ in open(table, from: "192.0.2.1", .answering) }
        #expect(first.allSatisfy { $0.isAdmitted })
        let refused = open(table, from: "192.0.2.1")
        #expect(!refused.isAdmitted && refused.connection.isClosed)
        #expect(open(table, from: "192.0.2.2").isAdmitted)
        #expect(first.allSatisfy { !$0.connection.isClosed })
        table.end(first[0].connection.id)
        #expect(open(table, from: "192.0.2.1").isAdmitted)
        #expect(table.count == 4)
    }

    @Test(arguments: [
        ("2001:db8:0:0:%::1", 4), ("2001:db8:0:0%::1", 8), ("2001:db8:0:%00::1", 16), ("2001:db8:%::1", 100),
        ("192.0.2.%", 100),
    ])
    func `IPv6 networks of 64, 56 and 48 bits have a maximum`(_ pattern: String, _ expected: Int) {
        let table = table(1000, perAddress: 4)
        let admitted = (0..<100).map { number in
            let group = String(number + 1, radix: pattern.contains(":") ? 16 : 10)
            return open(table, from: pattern.replacing("%", with: group), .answering).isAdmitted
        }
        #expect(admitted.count { $0 } == expected, "\(pattern)")
    }

    @Test func `IPv6 networks of 64, 56 and 48 bits hold 4, 8 and 16 connections`() {
        let table = table(1000, perAddress: 4)
        func admitted(_ addresses: [String]) -> Int {
            addresses.count { open(table, from: $0, .answering).isAdmitted }
        }
        #expect(admitted((1...9).map { "2001:db8:0:1::\($0)" }) == 4)
        #expect(admitted((2...9).map { "2001:db8:0:\($0)::1" }) == 4)
        #expect(admitted((1...9).flatMap { net in (1...3).map { "2001:db8:0:\(net)00::\($0)" } }) == 8)
        #expect(admitted((1...9).map { "2001:db8:\($0)::1" }) == 9)
    }

    @Test func `a client at its maximum loses the connection that has used most of its time`() {
        let table = table(100, perAddress: 3)
        let (answered, _) = open(table, from: "192.0.2.1", .answering)
        let (old, _) = open(table, from: "192.0.2.1", after: 1)
        let (typing, _) = open(table, from: "192.0.2.1", after: 0, .handshake)
        let (other, _) = open(table, from: "192.0.2.2", after: 0)
        let newcomer = open(table, from: "192.0.2.1", after: 5)
        #expect(newcomer.isAdmitted)
        #expect(old.isClosed && !answered.isClosed && !typing.isClosed && !other.isClosed)
        #expect(table.count == 4)
    }

    @Test func `a full listener closes silent connections of the client with the most`() {
        let table = table(64, perAddress: 63)
        let (citizen, _) = open(table, from: "198.51.100.1", after: 0)
        let attacker = (0..<63).map { _ in open(table, from: "192.0.2.1", after: 2).connection }
        for number in 0..<62 {
            #expect(open(table, from: "203.0.113.\(number)", after: 3, .answering).isAdmitted)
        }
        #expect(!citizen.isClosed)
        #expect(attacker.count { $0.isClosed } == 62)
        #expect(table.count == 64)
    }

    /// The attack: an attacker uses one address for each connection. The connections of a citizen who enters the PIN of
    /// a card, and of one who has just connected, stay open.
    @Test func `among equal clients the connection that has used most of its time is closed`() {
        let table = table(64, perAddress: 8)
        let (typing, _) = open(table, from: "198.51.100.1", after: 0, .handshake)
        var silent: [Connection] = []
        for number in 0..<63 { silent.append(open(table, from: "192.0.2.\(number)", after: 30).connection) }
        for number in 0..<32 { silent.append(open(table, from: "203.0.113.\(number)", after: 35).connection) }
        let (arriving, isAdmitted) = open(table, from: "198.51.100.2", after: 36)
        #expect(isAdmitted && !arriving.isClosed && !typing.isClosed)
        #expect(silent.prefix(63).count { $0.isClosed } == 33)
        #expect(!silent.suffix(32).contains { $0.isClosed })
    }

    @Test func `a full listener refuses a new connection while all others are being answered`() {
        let table = table(64, perAddress: 64)
        let answered = (0..<64).map { _ in open(table, from: "192.0.2.1", .answering).connection }
        let newcomer = open(table, from: "192.0.2.2")
        #expect(!newcomer.isAdmitted && newcomer.connection.isClosed)
        #expect(answered.allSatisfy { !$0.isClosed })
        #expect(table.count == 64)
    }

    @Test func `a full listener closes several connections at once`() {
        let table = table(640, perAddress: 640)
        for _ in 0..<640 { _ = open(table, from: "192.0.2.1") }
        #expect(open(table, from: "192.0.2.2", after: 1).isAdmitted)
        #expect(table.count == 631)
    }

    @Test func `a proxy has its own maximum, and connections for a named client count for the client`() {
        let table = table(100, perAddress: 2, perProxy: 5)
        func fromProxy() -> (connection: Connection, isAdmitted: Bool) {
            open(table, from: "10.0.0.1", isProxy: true, .answering)
        }
        let pooled = (0..<5).map { _ in fromProxy() }
        #expect(pooled.allSatisfy { $0.isAdmitted })
        #expect(!fromProxy().isAdmitted)
        let client = NetworkAddress("2001:db8::1")
        for pool in pooled.prefix(2) {
            #expect(table.identify(pool.connection.id, as: client!, at: start).isAdmitted)
            #expect(table.namedClient(of: pool.connection.id) == client)
        }
        #expect(table.namedClient(of: pooled[2].connection.id) == nil)
        let third = fromProxy()
        #expect(third.isAdmitted)
        #expect(!table.identify(third.connection.id, as: client!, at: start).isAdmitted)
        #expect(third.connection.isClosed)
        #expect(table.count == 5)
    }

    @Test func `closes silent connections when descriptors run out, and none that is being answered`() {
        let table = table(640, perAddress: 640)
        let answered = (0..<5).map { _ in open(table, from: "192.0.2.1", .answering).connection }
        let silent = (0..<5).map { _ in open(table, from: "192.0.2.1").connection }
        #expect(table.relieve(at: start + .seconds(1)).count == 5)
        #expect(silent.allSatisfy { $0.isClosed } && answered.allSatisfy { !$0.isClosed })
        #expect(table.relieve(at: start + .seconds(1)).isEmpty)
    }

    @Test func `connections without an address share one maximum`() {
        let table = table(100, perAddress: 2)
        let connections = (0..<5).map { _ in open(table, from: "no address", .answering) }
        #expect(connections.count { $0.isAdmitted } == 2)
    }
}
