import Broker
import Federation
import Secrets
import TestBroker
import TestFederation
import Testing

/// Tests that a proof is sent twice and the second request opens the login before the first proof is accepted.
struct SecondClickTests {
    /// Performs the step twice from the same state. The second one is overtaken, and finds the cookie of the first one.
    private func twice<Outcome: Sendable>(
        _ journey: Journey, _ proof: TypedProof, _ step: (OpenLogin) async throws -> Outcome,
        renewed: (Outcome) -> OpenLogin?
    ) async throws {
        let signIn = journey.world.signIn
        let old = journey.handle
        let first = try await journey.open().showing(proof)
        let second = try await journey.open().showing(proof)
        let winner = try #require(renewed(try await step(first)))
        #expect(winner.handle != old)
        await #expect(throws: SignInError.overtaken) { _ = try await step(second) }
        #expect(try await signIn.renewedHandle(of: journey.id, from: old, showing: proof) == winner.handle)
        await #expect(throws: SignInError.unknownLogin) { try await signIn.open(journey.id, with: old) }
        #expect(try await signIn.open(journey.id, with: winner.handle).login.id == journey.id)
    }

    @Test func `is overtaken with a PIN`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        let code = "AB12" + (try await journey.receiveCode(.ana))
        try await twice(journey, TypedProof(.pin, code)) {
            try await PINLogin(world.signIn).enter(code, by: journey.visitor(), in: $0)
        } renewed: {
            if case .proved(let login) = $0 { login } else { nil }
        }
    }

    @Test(arguments: [LevelOfAssurance.low, .substantial])
    func `is overtaken with a password, with or without a code after it`(_ level: LevelOfAssurance) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(level)
        try await journey.choose(.permanentKey)
        let (document, password) = (TestCitizen.ana.document, try #require(TestCitizen.ana.password))
        try await twice(journey, TypedProof(.password, document, password)) {
            try await PermanentKeyLogin(world.signIn).submit(
                document: document, password: password, by: journey.visitor(), for: $0)
        } renewed: {
            switch $0 {
            case .fellShort, .malformed, .wrong, .paused, .wait: nil
            case .proved(let login), .codeSent(let login): login
            }
        }
        await world.deliverMessages()
        #expect(world.telephone.messages.count == (level == .low ? 0 : 1))
    }

    @Test func `is overtaken with a code`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(.substantial)
        try await journey.choose(.permanentKey)
        _ = try await journey.submitPassword(.ana)
        let code = try await journey.receiveCode(.ana)
        try await twice(journey, TypedProof(.code, code)) {
            try await PermanentKeyLogin(world.signIn).enter(code, by: journey.visitor(), in: $0)
        } renewed: {
            if case .proved(let login) = $0 { login } else { nil }
        }
    }

    @Test func `is overtaken with a code of the certificate origin`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.certificate)
        let code = try await journey.certificateCode(.fnmt)
        try await twice(journey, TypedProof(.certificate, code)) {
            try await CertificateLogin(world.signIn).redeem(code, in: $0)
        } renewed: {
            if case .proved(let login) = $0 { login } else { nil }
        }
    }

    @Test func `gets no cookie with the fields of one form in another`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        let old = journey.handle
        try await journey.choose(.certificate)
        let returned = try await journey.certificateCode(.fnmt)
        _ = try await journey.redeem(returned)
        for proof in [
            TypedProof(.pin, returned), TypedProof(.certificate), TypedProof(.certificate, returned, ""),
            TypedProof(.certificate, "", returned),
        ] {
            #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: proof) == nil)
        }
        let right = TypedProof(.certificate, returned)
        #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: right) == journey.handle)
    }

    @Test func `finds the new cookie for 30 seconds, any number of times`() async throws {
        let world = try await BrokerWorld()
        let (journey, old, proof) = try await renewed(world)
        for _ in 0..<7 {
            #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: proof) == journey.handle)
        }
        world.clock.turn(by: .seconds(29))
        #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: proof) == journey.handle)
        world.clock.turn(by: .seconds(1))
        #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: proof) == nil)
    }

    @Test func `gets no cookie after five other proofs`() async throws {
        let world = try await BrokerWorld()
        let (journey, old, proof) = try await renewed(world)
        for _ in 0..<5 {
            let other = TypedProof(.certificate, "x")
            #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: other) == nil)
        }
        #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: proof) == nil)
    }

    /// Returns a login after the proof of a certificate, the cookie before it, and the proof.
    private func renewed(_ world: BrokerWorld) async throws -> (Journey, old: Handle, TypedProof) {
        let journey = try await world.begin()
        try await journey.choose(.certificate)
        let old = journey.handle
        let code = try await journey.certificateCode(.fnmt)
        _ = try await journey.redeem(code)
        return (journey, old, TypedProof(.certificate, code))
    }

    @Test func `gets no cookie for a proof that was not recorded`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.certificate)
        let returned = try await journey.certificateCode(.fnmt)
        let old = journey.handle
        _ = try await CertificateLogin(world.signIn).redeem(returned, in: journey.open())
        let proof = TypedProof(.certificate, returned)
        #expect(try await world.signIn.renewedHandle(of: journey.id, from: old, showing: proof) == nil)
    }
}
