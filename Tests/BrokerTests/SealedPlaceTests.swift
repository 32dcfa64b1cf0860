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
            principal: .national(try NationalIdentifier("12345678Z")), givenName: "Ana", firstSurname: "Española",
            secondSurname: nil, dateOfBirth: nil)
        let proof = Authentication(
            person: person, proof: .password, registration: .basic, instant: Date(timeIntervalSince1970: 0))
        return Session(proof, previousAccess: nil, at: Date(timeIntervalSince1970: 0))
    }

    @Test func `a session's row does not open as another session's`() async throws {
        let seal = try await BrokerWorld().broker.seal
        let sealed = try seal.close(try session(), of: "one", random: .system)
        #expect(try seal.open(sealed, of: "one") == session())
        #expect(throws: SealError.self) { try seal.open(sealed, as: Session.self, of: "two") }
    }

    @Test func `a session's row does not open as that of a logout`() async throws {
        let seal = try await BrokerWorld().broker.seal
        let sealed = try seal.close(try session(), of: "one", random: .system)
        #expect(throws: SealError.self) { try seal.open(sealed, as: Logout.self, of: "one") }
    }

    @Test func `evidence of a certificate opens in no other login`() async throws {
        let broker = try await BrokerWorld().broker
        let certificate = try DevelopmentPKI.shared().certificateDER(of: .fnmt)
        let judge = try #require(broker.certificates).judge
        let person = try judge.judge(certificateDER: certificate, at: broker.time.now())
        let evidence = try CertificateEvidence(person, at: broker.time.now())
        let login = try #require(LoginID(rawValue: "AAAAAAAAAAAAAAAAAAAAAA"))
        let other = try #require(LoginID(rawValue: "BBBBBBBBBBBBBBBBBBBBBB"))
        let sealed = try broker.seal.close(evidence, of: login.rawValue, random: .system)
        let opened = try broker.seal.open(sealed, as: CertificateEvidence.self, of: login.rawValue)
        #expect(opened.identifier == evidence.identifier)
        #expect(throws: SealError.self) {
            try broker.seal.open(sealed, as: CertificateEvidence.self, of: other.rawValue)
        }
    }

    @Test func `an answer opens to no other cookie, and in no other login`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        let answer = try await journey.cancel()
        let open = try await journey.open()
        let id = open.login.id.rawValue
        let sealed = try world.broker.answerSeal(open).close(answer, of: id, random: .system)
        #expect(try world.broker.answerSeal(open).open(sealed, of: id) == answer)
        let otherCookie = OpenLogin(login: open.login, handle: Handle(random: .system), version: open.version)
        #expect(throws: SealError.self) {
            try world.broker.answerSeal(otherCookie).open(sealed, as: Answer.self, of: id)
        }
        let other = try await world.begin().open()
        #expect(throws: SealError.self) {
            try world.broker.answerSeal(open).open(sealed, as: Answer.self, of: other.login.id.rawValue)
        }
    }
}
