import Certificates
import Citizens
import Federation
import Foundation
import Secrets
import Storage
import TestBroker
import TestFederation
import Testing

@testable import Broker

/// Tests that a value sealed for one row or login does not open in another, so an attacker with write access to the
/// database cannot exchange rows.
struct SealedPlaceTests {
    private func session() throws -> Session {
        let person = NaturalPerson(
            principal: .national(try NationalIdentifier("12345678Z")), givenName: "Ana", firstSurname: "Española",
            secondSurname: nil, dateOfBirth: nil)
        let proof = Authentication(
            person: person, proof: .password, registration: .basic, instant: Date(timeIntervalSince1970: 0))
        return Session(proof, previousAccess: nil, at: Date(timeIntervalSince1970: 0))
    }

    @Test func `a session row does not open as the row of another session`() async throws {
        let seal = try await BrokerWorld().keys.seal
        let sealed = try seal.close(try session(), of: "one", random: .system)
        #expect(try seal.open(sealed, of: "one") == session())
        #expect(throws: SealError.self) { try seal.open(sealed, as: Session.self, of: "two") }
    }

    @Test func `a session row does not open as the row of a logout`() async throws {
        let seal = try await BrokerWorld().keys.seal
        let sealed = try seal.close(try session(), of: "one", random: .system)
        #expect(throws: SealError.self) { try seal.open(sealed, as: Logout.self, of: "one") }
    }

    @Test func `evidence of a certificate does not open in another login`() async throws {
        let world = try await BrokerWorld()
        let certificate = try DevelopmentPKI.shared().certificateDER(of: .fnmt)
        let judge = try #require(world.signIn.register.certificates).judge
        let person = try judge.judge(certificateDER: certificate, at: world.clock.now)
        let evidence = try CertificateEvidence(person, at: world.clock.now)
        let login = try #require(LoginID(rawValue: "AAAAAAAAAAAAAAAAAAAAAA"))
        let other = try #require(LoginID(rawValue: "BBBBBBBBBBBBBBBBBBBBBB"))
        let sealed = try world.keys.seal.close(evidence, of: login.rawValue, random: .system)
        let opened = try world.keys.seal.open(sealed, as: CertificateEvidence.self, of: login.rawValue)
        #expect(opened.identifier == evidence.identifier)
        #expect(throws: SealError.self) {
            try world.keys.seal.open(sealed, as: CertificateEvidence.self, of: other.rawValue)
        }
    }

    @Test func `an answer does not open with another cookie or in another login`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        let answer = try await journey.cancel()
        let open = try await journey.open()
        let id = open.login.id.rawValue
        let sealed = try world.signIn.answerSeal(open).close(answer, of: id, random: .system)
        #expect(try world.signIn.answerSeal(open).open(sealed, of: id) == answer)
        let otherCookie = OpenLogin(login: open.login, handle: Handle(random: .system), version: open.version)
        #expect(throws: SealError.self) {
            try world.signIn.answerSeal(otherCookie).open(sealed, as: Answer.self, of: id)
        }
        let other = try await world.begin().open()
        #expect(throws: SealError.self) {
            try world.signIn.answerSeal(open).open(sealed, as: Answer.self, of: other.login.id.rawValue)
        }
    }

    /// The attack: the recipient of another message is copied into the row of a PIN.
    @Test func `the text of a message opens only with its own recipient`() async throws {
        let world = try await BrokerWorld()
        let outbox = world.signIn.delivery.outbox
        let now = world.clock.now
        let messages = try await world.database.write { connection in
            for phone in ["+34600000001", "+34600000002"] {
                try outbox.put(
                    "PIN", to: PhoneNumber(phone), validUntil: now + 600, at: now, on: connection)
            }
            return try OutboxStore(connection).claim(2, until: now + 60, at: now).map(\.message)
        }
        #expect(try outbox.message(messages[0])?.text == "PIN")
        let moved = OutboxStore.Message(
            recipient: messages[1].recipient, text: messages[0].text, notAfter: messages[0].notAfter)
        #expect(throws: SealError.unopenable) { try outbox.message(moved) }
    }

    @Test func `a login row without its beginning decodes only with the remembered beginning`() async throws {
        let world = try await BrokerWorld()
        let codec = LoginCodec(keys: world.keys, random: .system)
        let login = try await world.begin().open().login
        let id = login.id.rawValue
        let row = LoginRow(
            id: id, cookieHash: [], serviceProvider: "https://a", phase: "choosing",
            beginning: try codec.encode(login.beginning), payload: try codec.encode(login.state, of: login.id),
            startedAt: login.startedAt, expiresAt: login.expiresAt)
        #expect(codec.beginning(of: login.id) == nil)
        codec.remember(login.beginning)
        let known = try #require(codec.beginning(of: login.id))
        let database = try await Database.sqliteInMemory()
        let bare = try await database.write { connection in
            try LoginStore(connection).insert(row)
            return try #require(try LoginStore(connection).load(id, withBeginning: false))
        }
        // A new codec represents this one after it has forgotten the login.
        let forgetful = LoginCodec(keys: world.keys, random: .system)
        #expect(try forgetful.decode(bare, id: login.id, known: known).login == login)
        #expect(throws: SealError.self) { try forgetful.decode(bare, id: login.id) }
        #expect(try forgetful.decode(row, id: login.id).login == login)
    }
}
