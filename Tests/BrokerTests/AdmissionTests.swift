import Broker
import Citizens
import Federation
import Foundation
import Secrets
import Storage
import TestBroker
import TestFederation
import Testing

/// Tests which citizens, browsers and networks must wait after failed proofs.
struct AdmissionTests {
    private static let home = "198.51.100.7"

    private func submit(
        _ world: BrokerWorld, _ citizen: TestCitizen, _ password: String? = nil, from address: String = home,
        known: KnownBrowser? = nil
    ) async throws -> PermanentKeyLogin.Outcome {
        let journey = try await world.begin().known(by: known)
        try await journey.choose(.permanentKey)
        return try await journey.submitPassword(citizen, password, from: address)
    }

    private func isProved(_ outcome: PermanentKeyLogin.Outcome) -> Bool {
        if case .proved = outcome { true } else { false }
    }

    private func pause(_ outcome: PermanentKeyLogin.Outcome) -> Pause? {
        if case .paused(let pause) = outcome { pause } else { nil }
    }

    /// The bug: five wrong passwords paused the citizen's password from every address, and one an hour kept it paused.
    @Test func `an attacker with many addresses does not lock the holder out`() async throws {
        let world = try await BrokerWorld()
        for number in 0..<200 {
            _ = try await submit(world, .ana, "Otra-Cosa-\(number)", from: "203.0.113.\(number)")
        }
        #expect(isProved(try await submit(world, .ana)))
    }

    @Test func `while a document is under attack, each new address has two attempts`() async throws {
        let world = try await BrokerWorld()
        for number in 0..<50 { _ = try await submit(world, .ana, "Otra-Cosa-1", from: "203.0.113.\(number)") }
        for _ in 0..<2 { #expect(pause(try await submit(world, .ana, "Otra-Cosa-1")) == nil) }
        #expect(pause(try await submit(world, .ana, "Otra-Cosa-1"))?.cause == .document)
        for _ in 0..<5 { #expect(pause(try await submit(world, .bruno, "Otra-Cosa-1")) == nil, "another document") }
    }

    /// The bug: a hundred correct passwords an hour from one address paused every citizen there.
    @Test func `successful logins do not pause their address`() async throws {
        let world = try await BrokerWorld()
        for _ in 0..<130 { #expect(isProved(try await submit(world, .ana))) }
        #expect(isProved(try await submit(world, .bruno)))
    }

    @Test func `each document that signs in from an address allows one more failure there`() async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        #expect(isProved(try await submit(world, .ana)))
        #expect(isProved(try await submit(world, .bruno)))
        #expect(isProved(try await submit(world, .bruno)))
        for number in 0..<62 { #expect(pause(try await submit(world, .unregistered(number), "x")) == nil, "\(number)") }
        let refused = pause(try await submit(world, .unregistered(62), "x"))
        #expect(refused == Pause(until: start + 3600, cause: .network))
        #expect(pause(try await submit(world, .unregistered(62), "x", from: "203.0.113.1")) == nil, "another address")
    }

    @Test func `the reported wait is the longer one of document and network`() async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for number in 0..<55 { _ = try await submit(world, .unregistered(number), "x") }
        world.clock.turn(by: .seconds(600))
        for _ in 0..<5 { _ = try await submit(world, .ana, "Otra-Cosa-1") }
        #expect(pause(try await submit(world, .bruno, "x")) == Pause(until: start + 3600, cause: .network))
        #expect(pause(try await submit(world, .ana, "x")) == Pause(until: start + 4200, cause: .document))
    }

    /// The attack: the attacker signs in as themselves between guesses for other documents.
    @Test func `a successful login does not delete the failures of other documents`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        for _ in 0..<5 { _ = try await journey.submitPassword(.bruno, "Otra-Cosa-1", from: Self.home) }
        guard case .proved = try await journey.submitPassword(.ana, from: Self.home) else {
            Issue.record("not proved")
            return
        }
        #expect(pause(try await submit(world, .bruno, "Otra-Cosa-1"))?.cause == .document)
    }

    @Test func `IPv6 failures count in the networks of 64, 56 and 48 bits`() async throws {
        let world = try await BrokerWorld()
        var judged = 0
        for number in 0..<40 {
            let address = "2001:db8:1:\(String(number, radix: 16))::1"
            if pause(try await submit(world, .ana, "Otra-Cosa-1", from: address)) == nil { judged += 1 }
        }
        #expect(judged == 10, "one network of 56 bits has twice the tries of one of 64")
        for number in 1..<8 {
            let address = "2001:db8:1:\(String(number * 256, radix: 16))::1"
            for _ in 0..<5 where pause(try await submit(world, .ana, "Otra-Cosa-1", from: address)) == nil {
                judged += 1
            }
        }
        #expect(judged == 20, "and one of 48 bits four times")
        #expect(pause(try await submit(world, .ana, "Otra-Cosa-1", from: "2001:db8:2::1")) == nil)
    }

    @Test func `a 56-bit IPv6 network is allowed twice as many failures as a 64-bit one`() async throws {
        let world = try await BrokerWorld()
        var judged = 0
        for number in 0..<130 {
            let address = "2001:db8:1:\(String(number % 26, radix: 16))::1"
            if pause(try await submit(world, .unregistered(number), "x", from: address)) == nil { judged += 1 }
        }
        #expect(judged == 120)
    }

    @Test func `an IPv4-mapped IPv6 address counts as the IPv4 address`() async throws {
        let world = try await BrokerWorld()
        for _ in 0..<5 { _ = try await submit(world, .ana, "Otra-Cosa-1") }
        #expect(pause(try await submit(world, .ana, from: "::ffff:\(Self.home)"))?.cause == .document)
    }

    @Test func `a correct PIN deletes the charges of its login`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        let pin = try await journey.receiveCode(.ana)
        _ = try await journey.mistypePIN()
        #expect(try await charges(world) == ["pinRequest", "wrongCode"])
        let kinds = ["network", "document.pinRequest", "guess", "credit"]
        var before: [Int] = []
        for kind in kinds { before.append(try await world.counted(kind)) }
        #expect(before == [2, 1, 1, 0])
        guard case .proved = try await journey.enterPIN(pin) else {
            Issue.record("not proved")
            return
        }
        #expect(try await charges(world).isEmpty)
        var after: [Int] = []
        for kind in kinds { after.append(try await world.counted(kind)) }
        #expect(after == [0, 0, 1, 1], "the wrong code still counts for its claim")
    }

    @Test func `a proof from another network deletes the charges in the first network`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        _ = try await journey.submitPassword(.ana, "Otra-Cosa-1", from: "2001:db8:1:1::1")
        #expect(try await world.counted("network") == 3)
        guard case .proved = try await journey.submitPassword(.ana, from: Self.home) else {
            Issue.record("not proved")
            return
        }
        for kind in ["network", "document.password", "attack"] {
            #expect(try await world.counted(kind) == 0, "\(kind)")
        }
        #expect(try await world.counted("credit") == 1)
    }

    private func charges(_ world: BrokerWorld) async throws -> [String] {
        try await world.database.read { connection in
            try connection.rows("SELECT kind FROM charges ORDER BY id").map { try $0["kind"] }
        }
    }

    @Test func `failures of other browsers at the same address do not pause a known browser`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        _ = try await journey.submitPassword(.ana)
        let cookie = try #require(try await journey.answer().knownBrowser)
        let known = try #require(KnownBrowser(cookie: cookie))
        for number in 0..<70 { _ = try await submit(world, .unregistered(number), "x") }
        #expect(pause(try await submit(world, .ana))?.cause == .network)
        #expect(pause(try await submit(world, .bruno, known: known)) != nil, "known for one document only")
        #expect(isProved(try await submit(world, .ana, known: known)))
    }

    @Test func `requests and failures of a known browser are charged to its own lane`() async throws {
        let world = try await BrokerWorld()
        let known = try await afterSignIn(.pin, world)
        let again = try await world.begin().known(by: known)
        try await again.choose(.pin)
        _ = try await again.requestPIN(.ana)
        _ = try await again.mistypePIN()
        #expect(try await charges(world) == ["pinRequest", "wrongCode"])
        let lanes = try await world.database.read { try $0.rows("SELECT DISTINCT network FROM charges") }
        #expect(lanes.count == 1)
    }

    @Test func `PINs and codes in a browser known only by a password are charged to its networks`() async throws {
        let world = try await BrokerWorld()
        let known = try await afterSignIn(.permanentKey, world)
        let again = try await world.begin().known(by: known)
        try await again.choose(.pin)
        _ = try await again.requestPIN(.ana, from: Self.home)
        _ = try await again.mistypePIN(from: "203.0.113.9")
        let lanes = try await world.database.read { try $0.rows("SELECT DISTINCT network FROM charges") }
        #expect(lanes.count == 2)
    }

    /// Returns the known-browser cookie after a sign-in, an hour later, when the limits of messages are free again.
    private func afterSignIn(_ method: Federation.Method, _ world: BrokerWorld) async throws -> KnownBrowser {
        let journey = try await world.begin()
        if method == .pin {
            _ = try await journey.walkByPIN(.ana)
        } else {
            try await journey.choose(.permanentKey)
            _ = try await journey.submitPassword(.ana)
        }
        let cookie = try #require(try await journey.answer().knownBrowser)
        world.clock.turn(by: .seconds(3600))
        return try #require(KnownBrowser(cookie: cookie))
    }

    @Test func `a known browser's lane has a limit`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        _ = try await journey.submitPassword(.ana)
        let cookie = try #require(try await journey.answer().knownBrowser)
        let known = try #require(KnownBrowser(cookie: cookie))
        var judged = 0
        for _ in 0..<40 where pause(try await submit(world, .ana, "Otra-Cosa-1", known: known)) == nil { judged += 1 }
        #expect(judged == 15, "ten an hour for the browser, then five for its address")
    }

    /// The attack: browsers that became known with an old password guess the new one, each in a lane of its own.
    @Test func `all known browsers of a citizen share one lane for passwords`() async throws {
        let world = try await BrokerWorld()
        var judged = 0
        for number in 0..<3 {
            let known = try await afterSignIn(.permanentKey, world)
            for _ in 0..<20 {
                let outcome = try await submit(
                    world, .ana, "Otra-Cosa-1", from: "203.0.113.\(number)", known: known)
                if pause(outcome) == nil { judged += 1 }
            }
        }
        #expect(judged == 20 + 3 * 5, "twenty a day for the browsers, and five an hour for each address")
    }

    @Test func `one network cannot take all places in the password queue`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.passwordShare = 2
        let world = try await BrokerWorld(recipe)
        let hasher = world.passwords
        let places = [
            Holder(try hasher.reserve(for: .unknown(Self.home))),
            Holder(try hasher.reserve(for: .unknown(Self.home))),
        ]
        await #expect(throws: SignInError.overloaded) { try await submit(world, .ana) }
        #expect(isProved(try await submit(world, .ana, from: "203.0.113.9")))
        _ = places
    }

    @Test func `a known browser has a place in the password queue when its network has none`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.passwordShare = 1
        let world = try await BrokerWorld(recipe)
        let known = try await browser(of: .ana, in: world)
        let place = Holder(try world.passwords.reserve(for: .unknown(Self.home)))
        await #expect(throws: SignInError.overloaded) { try await submit(world, .ana) }
        #expect(isProved(try await submit(world, .ana, known: known)))
        _ = place
    }

    /// The bug: eight browsers of one citizen took all places for known browsers.
    @Test func `all browsers of one citizen share the places of one party in the password queue`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.passwordShare = 8
        let world = try await BrokerWorld(recipe)
        let anas = [try await browser(of: .ana, in: world), try await browser(of: .ana, in: world)]
        let bruno = try await browser(of: .bruno, in: world)
        let ana = WorkLanes.Party.known(world.keys.documentKey(try TestCitizen.ana.identifier).text)
        let hasher = world.passwords
        var places = try (0..<8).map { _ in Holder(try hasher.reserve(for: ana)) }
        for known in anas { #expect(isProved(try await submit(world, .ana, known: known)), "a place of the network") }
        let network = try (0..<8).map { _ in Holder(try hasher.reserve(for: .unknown(Self.home))) }
        for known in anas {
            await #expect(throws: SignInError.overloaded) { try await submit(world, .ana, known: known) }
        }
        #expect(isProved(try await submit(world, .bruno, known: bruno)))
        places.removeLast()
        for known in anas { #expect(isProved(try await submit(world, .ana, known: known))) }
        _ = (places, network)
    }

    /// Returns a browser in which this citizen has signed in.
    private func browser(of citizen: TestCitizen, in world: BrokerWorld) async throws -> KnownBrowser {
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        _ = try await journey.submitPassword(citizen)
        let cookie = try #require(try await journey.answer().knownBrowser)
        return try #require(KnownBrowser(cookie: cookie))
    }

    @Test func `a 48-bit IPv6 network has one share of the password queue`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.passwordShare = 1
        let world = try await BrokerWorld(recipe)
        let network = try #require(ClientNetwork.networks(of: "2001:db8:1:1::1").last)
        let place = Holder(try world.passwords.reserve(for: .unknown(network.text)))
        await #expect(throws: SignInError.overloaded) { try await submit(world, .ana, from: "2001:db8:1:ffff::1") }
        #expect(isProved(try await submit(world, .ana, from: "2001:db8:2::1")))
        _ = place
    }

    /// Holds a place, because a noncopyable value cannot be in an array.
    private final class Holder {
        private let place: PasswordHasher.Place
        init(_ place: consuming PasswordHasher.Place) { self.place = place }
    }
}
