import Citizens
import Federation
import Foundation
import Secrets
import TestBroker
import TestRandomSource
import Testing

@testable import Broker

struct KnownBrowserTests {
    private let keys: KeyRing
    private let ana: NationalIdentifier
    private let bruno: NationalIdentifier
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        keys = try KeyRing(masterText: KeyRing.newMasterText(random: .seeded(1)))
        ana = try TestCitizen.ana.identifier
        bruno = try TestCitizen.bruno.identifier
    }

    /// A browser in which no citizen has signed in.
    private func fresh() throws -> KnownBrowser {
        let bytes: [UInt8] = [1] + Array(1...16)
        return try #require(KnownBrowser(cookie: Base64URL.encode(bytes)))
    }

    @Test func `reads the signed-in citizens from its cookie`() throws {
        let browser = try fresh().noting(ana, after: .pin, keys: keys, at: now)
        let read = try #require(KnownBrowser(cookie: browser.cookie))
        #expect(read.knows(ana, keys: keys, at: now))
        #expect(!read.knows(bruno, keys: keys, at: now))
        #expect(try !fresh().knows(ana, keys: keys, at: now))
    }

    @Test func `forgets the citizens after 180 days`() throws {
        let browser = try fresh().noting(ana, after: .pin, keys: keys, at: now)
        let end = now + 180 * 86_400
        #expect(browser.knows(ana, keys: keys, at: end - 3600))
        #expect(!browser.knows(ana, keys: keys, at: end))
    }

    @Test func `remembers eight citizens, and each of them once`() throws {
        var browser = try fresh()
        let people = try (0..<9).map { try TestCitizen.unregistered($0).identifier }
        for person in people { browser = browser.noting(person, after: .pin, keys: keys, at: now) }
        #expect(!browser.knows(people[0], keys: keys, at: now))
        #expect(people.dropFirst().allSatisfy { browser.knows($0, keys: keys, at: now) })
        let again = browser.noting(people[8], after: .password, keys: keys, at: now + 86_400)
        #expect(people.dropFirst().allSatisfy { again.knows($0, keys: keys, at: now) })
        #expect(again.cookie.utf8.count == browser.cookie.utf8.count)
        #expect(again.cookie.utf8.count <= 256)
    }

    @Test func `each citizen has one lane for passwords, and one for codes in each browser`() throws {
        let browser = try fresh()
        let bytes: [UInt8] = [1] + Array(2...17)
        let other = try #require(KnownBrowser(cookie: Base64URL.encode(bytes)))
        let known = [browser, other].flatMap { browser in
            [ana, bruno].map { (browser.noting($0, after: .pin, keys: keys, at: now), $0) }
        }
        let lanes = known.map { $0.codeLane(of: $1, keys: keys, at: now) }
        #expect(!lanes.contains(nil))
        #expect(Set(lanes).count == 4)
        #expect(browser.codeLane(of: ana, keys: keys, at: now) == nil, "a person who has not signed in has none")
        #expect(browser.passwordLane(of: ana, keys: keys, at: now) == nil)
        let passwordLanes = known.map { $0.passwordLane(of: $1, keys: keys, at: now) }
        #expect(!passwordLanes.contains(nil))
        #expect(Set(passwordLanes).count == 2, "all browsers of a person share one")
        #expect(Set(passwordLanes).isDisjoint(with: lanes))
    }

    /// The attack: each sign-in with a stolen password in a new browser opened another lane for messages and codes.
    @Test(arguments: Proof.allCases)
    func `a password alone opens no lane for codes`(_ proof: Proof) throws {
        let browser = try fresh().noting(ana, after: proof, keys: keys, at: now)
        let read = try #require(KnownBrowser(cookie: browser.cookie))
        #expect(read.passwordLane(of: ana, keys: keys, at: now) != nil)
        #expect((read.codeLane(of: ana, keys: keys, at: now) != nil) == (proof != .password))
        #expect(read.codeLane(of: bruno, keys: keys, at: now) == nil)
    }

    @Test func `a password keeps the lane that a stronger proof opened and does not extend its validity`() throws {
        let end = now + 180 * 86_400
        let browser = try fresh().noting(ana, after: .pin, keys: keys, at: now)
            .noting(ana, after: .password, keys: keys, at: now + 86_400)
        #expect(browser.codeLane(of: ana, keys: keys, at: end - 3600) != nil)
        #expect(browser.codeLane(of: ana, keys: keys, at: end) == nil)
        let renewed = browser.noting(ana, after: .password, keys: keys, at: end)
        #expect(renewed.passwordLane(of: ana, keys: keys, at: end) != nil)
        #expect(renewed.codeLane(of: ana, keys: keys, at: end) == nil)
        #expect(renewed.noting(ana, after: .pin, keys: keys, at: end).codeLane(of: ana, keys: keys, at: end) != nil)
    }

    @Test func `a cookie with another key, browser or expiry is ignored`() throws {
        let browser = try fresh().noting(ana, after: .pin, keys: keys, at: now)
        let others = try KeyRing(masterText: KeyRing.newMasterText(random: .seeded(2)))
        #expect(!browser.knows(ana, keys: others, at: now))
        let bytes = try #require(Base64URL.decode(browser.cookie))
        for index in bytes.indices.dropFirst() {
            var changed = bytes
            changed[index] ^= 1
            let forged = KnownBrowser(cookie: Base64URL.encode(changed))
            #expect(forged?.knows(ana, keys: keys, at: now) != true, "byte \(index)")
        }
    }

    /// The last one has five octets. An entry has twenty.
    @Test(arguments: [
        "", "AQ", "x", String(repeating: "A", count: 300), "AgECAwQFBgcICQoLDA0ODxA",
        "AQ" + String(repeating: "A", count: 28),
    ])
    func `a malformed cookie is ignored`(_ text: String) {
        #expect(KnownBrowser(cookie: text) == nil)
    }
}
