import Citizens
import Foundation
import SAML
import TestFederation
import Testing

@testable import Federation

/// Whether a session answers a request.
struct SessionReuseTests {
    private let now = Example.now
    private let policy = AssurancePolicy()

    private func proof(_ proof: Proof, _ registration: Registration = .advanced, age: TimeInterval = 60) throws
        -> Authentication
    {
        Authentication(person: try Example.person(), proof: proof, registration: registration, instant: now - age)
    }

    private func login(
        _ comparison: RequestedAuthnContext.Comparison, _ level: LevelOfAssurance, forced: Bool = false,
        excluding excluded: Set<Federation.Method> = []
    ) throws -> Login {
        let requirement = AssuranceRequirement(comparison: comparison, levels: [level])
        return try Example.login(
            for: Example.request { $0.forceAuthn = forced }, requiring: requirement,
            offering: policy.methods(meeting: requirement, excluded: excluded))
    }

    private func reuse(_ session: Session, _ login: Login, maximumAge: Duration? = nil) -> Reuse {
        policy.reuse(session, for: login, maximumAge: maximumAge, at: now)
    }

    @Test func `the age of a proof is the age of its first factor`() throws {
        let reinforced = Authentication(
            person: try Example.person(), proof: .passwordAndCode, registration: .advanced, instant: now - 10,
            firstFactorAt: now - 300)
        let session = Session(reinforced, previousAccess: nil, at: now)
        #expect(
            try reuse(session, login(.minimum, .substantial), maximumAge: .seconds(301)) == .answers(reinforced))
        #expect(try reuse(session, login(.minimum, .substantial), maximumAge: .seconds(300)) == .nothing)
    }

    @Test func `the newest proof that reaches the level answers`() throws {
        let pin = try proof(.pin, age: 600)
        let password = try proof(.password, age: 60)
        let session = try #require(Session(pin, previousAccess: nil, at: now - 600).adding(password))
        #expect(try reuse(session, login(.minimum, .low)) == .answers(password))
        #expect(try reuse(session, login(.minimum, .substantial)) == .answers(pin))
        #expect(try reuse(session, login(.exact, .low)) == .answers(password))
    }

    @Test func `a request that names a person does not use the session`() throws {
        let session = Session(try proof(.pin), previousAccess: nil, at: now - 60)
        let requirement = AssuranceRequirement(comparison: .minimum, levels: [.low])
        let login = try Example.login(
            for: Example.request { $0.subject = Subject(nameID: NameID("n", format: .persistent)) },
            requiring: requirement, offering: policy.methods(meeting: requirement))
        #expect(reuse(session, login) == .nothing)
    }

    @Test func `ForceAuthn, a higher level and an excluded method need a new proof`() throws {
        let session = Session(try proof(.pin), previousAccess: nil, at: now - 60)
        #expect(try reuse(session, login(.minimum, .low, forced: true)) == .nothing)
        #expect(try reuse(session, login(.minimum, .high)) == .nothing)
        #expect(try reuse(session, login(.minimum, .low, excluding: [.pin])) == .nothing)
    }

    @Test func `a service can require newer proofs than the session has`() throws {
        let pin = try proof(.pin, age: 300)
        let session = Session(pin, previousAccess: nil, at: now - 300)
        #expect(try reuse(session, login(.minimum, .low), maximumAge: .seconds(301)) == .answers(pin))
        #expect(try reuse(session, login(.minimum, .low), maximumAge: .seconds(300)) == .nothing)
        #expect(try reuse(session, login(.minimum, .low), maximumAge: .zero) == .nothing)
    }

    @Test func `a password lacks only its code if the code reaches the level`() throws {
        let password = try proof(.password)
        let session = Session(password, previousAccess: nil, at: now)
        #expect(try reuse(session, login(.minimum, .substantial)) == .needsCode(password))
        #expect(try reuse(session, login(.minimum, .high)) == .nothing)
        let basic = Session(try proof(.password, .basic), previousAccess: nil, at: now)
        #expect(try reuse(basic, login(.minimum, .substantial)) == .nothing)
    }

    @Test func `does not accept another person's proof`() throws {
        let session = Session(try proof(.pin), previousAccess: nil, at: now)
        let bruno = NaturalPerson(
            principal: .national(try NationalIdentifier("87654321X")), givenName: "Pablo", firstSurname: "Muñoz",
            secondSurname: nil, dateOfBirth: nil)
        let other = Authentication(
            person: bruno, proof: .password, registration: .advanced, instant: now)
        #expect(session.adding(other) == nil)
    }

    @Test func `a session ends after the idle limit, and after the absolute limit in any case`() throws {
        let session = Session(try proof(.pin), previousAccess: nil, at: now)
        let limits = SessionLimits(idle: .seconds(100), absolute: .seconds(250))
        #expect(limits.end(of: session, usedAt: now) == now + 100)
        #expect(limits.end(of: session, usedAt: now + 200) == now + 250)
    }
}
