import Certificates
import Citizens
import Federation
import Foundation
import Secrets
import TestBroker
import TestFederation
import Testing

@testable import Broker

/// What is sealed for one row or one login opens for no other: whoever can write the database cannot exchange rows.
struct SealedPlaceTests {
    private func session() throws -> Session {
        let person = NaturalPerson(
            identifier: try NationalIdentifier("12345678Z"), givenName: "Ana", firstSurname: "Española",
            secondSurname: nil, dateOfBirth: nil)
        let proof = Authentication(
            person: person, proof: .password, registration: .basic, instant: Date(timeIntervalSince1970: 0))
        return Session(proof, previousAccess: nil, at: Date(timeIntervalSince1970: 0))
    }

    @Test func `a session's row does not open as another session's`() async throws {
        let seal = RowSeal<Session>(try await BrokerWorld().broker)
        let sealed = try seal.close(try session(), id: "one")
        #expect(try seal.open(sealed, id: "one") == session())
        #expect(throws: SealError.self) { try seal.open(sealed, id: "two") }
    }

    @Test func `a session's row does not open as that of a logout`() async throws {
        let broker = try await BrokerWorld().broker
        let sealed = try RowSeal<Session>(broker).close(try session(), id: "one")
        #expect(throws: SealError.self) { try RowSeal<Logout>(broker).open(sealed, id: "one") }
    }

    @Test func `evidence of a certificate opens in no other login`() async throws {
        let broker = try await BrokerWorld().broker
        let certificate = try DevelopmentPKI.shared().certificateDER(of: .fnmt)
        let judge = try #require(broker.certificates).judge
        let person = try judge.judge(certificateDER: certificate, at: broker.time.now())
        let evidence = try CertificateEvidence(person, at: broker.time.now())
        let login = try #require(LoginID(rawValue: "AAAAAAAAAAAAAAAAAAAAAA"))
        let other = try #require(LoginID(rawValue: "BBBBBBBBBBBBBBBBBBBBBB"))
        let sealed = try EvidenceSeal(broker).close(evidence, login: login)
        #expect(try EvidenceSeal(broker).open(sealed, login: login).identifier == evidence.identifier)
        #expect(throws: SealError.self) { try EvidenceSeal(broker).open(sealed, login: other) }
    }

    @Test func `an answer opens to no other cookie, and in no other login`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        let answer = try await journey.cancel()
        let open = try await journey.open()
        let sealed = try AnswerSeal(world.broker, open).close(answer)
        #expect(try AnswerSeal(world.broker, open).open(sealed) == answer)
        let otherCookie = OpenLogin(
            login: open.login, beginning: open.beginning, handle: Handle(random: .system), version: open.version)
        #expect(throws: SealError.self) { try AnswerSeal(world.broker, otherCookie).open(sealed) }
        let other = try await world.begin().open()
        let otherLogin = OpenLogin(
            login: other.login, beginning: other.beginning, handle: open.handle, version: other.version)
        #expect(throws: SealError.self) { try AnswerSeal(world.broker, otherLogin).open(sealed) }
    }
}
