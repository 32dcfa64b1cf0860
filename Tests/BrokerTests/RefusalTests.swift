import Broker
import Federation
import Foundation
import SAML
import TestBroker
import TestFederation
import Testing

/// Tests that a refusal is a signed Response with a second-level status code.
struct RefusalTests {
    /// A request that is refused on arrival.
    struct Hopeless: Sendable, CustomStringConvertible {
        let description: String
        let top: StatusCode
        let second: StatusCode
        var methods = Method.own
        let change: @Sendable (inout RequestDraft) -> Void
    }

    private static func classes(
        _ comparison: RequestedAuthnContext.Comparison, _ classes: AuthnContextClass...
    ) -> RequestedAuthnContext {
        RequestedAuthnContext(comparison: comparison, classes: classes)
    }

    static let hopeless: [Hopeless] = [
        Hopeless(description: "more than high", top: .requester, second: .noAuthnContext) {
            $0.requestedAuthnContext = classes(.better, .eidasHigh)
        },
        Hopeless(description: "an unknown class", top: .requester, second: .noAuthnContext) {
            $0.requestedAuthnContext = classes(.exact, .passwordProtectedTransport)
        },
        Hopeless(description: "declarations", top: .requester, second: .noAuthnContext) {
            $0.requestedAuthnContext = RequestedAuthnContext(references: .declarations(["urn:x"]))
        },
        Hopeless(
            description: "high, without certificates", top: .requester, second: .noAuthnContext,
            methods: [.pin, .permanentKey]
        ) { $0.requestedAuthnContext = classes(.minimum, .eidasHigh) },
        Hopeless(description: "a format of name", top: .requester, second: .invalidNameIDPolicy) {
            $0.nameIDPolicy = NameIDPolicy(format: .emailAddress)
        },
        Hopeless(description: "another's namespace", top: .requester, second: .invalidNameIDPolicy) {
            $0.nameIDPolicy = NameIDPolicy(spNameQualifier: "https://otra.example")
        },
        Hopeless(description: "a subject by a name for once", top: .responder, second: .unknownPrincipal) {
            $0.subject = Subject(nameID: NameID("x", format: .transient))
        },
        Hopeless(description: "a confirmed subject", top: .requester, second: .requestUnsupported) {
            $0.subject = Subject(
                nameID: NameID("x", format: .persistent), confirmations: [SubjectConfirmation(bounds: nil)])
        },
        Hopeless(description: "conditions that are over", top: .requester, second: .requestUnsupported) {
            $0.conditions = Conditions(notOnOrAfter: $0.issueInstant)
        },
        Hopeless(description: "another binding", top: .responder, second: .unsupportedBinding) {
            $0.replyTo = AuthnRequest.ReplyTo(protocolBinding: .httpArtifact)
        },
        Hopeless(description: "another set of attributes", top: .requester, second: .requestUnsupported) {
            $0.attributeConsumingServiceIndex = 77
        },
        Hopeless(description: "other identity providers", top: .requester, second: .noSupportedIDP) {
            $0.scoping = Scoping(identityProviders: [
                Scoping.Entry(providerID: EntityID(rawValue: "https://otro.example"))
            ])
        },
        Hopeless(description: "every method switched off", top: .requester, second: .noSupportedIDP) {
            $0.extensions =
                EIDASExtensions(
                    requestedAttributes: ["AEATIdP", "GISSIdP", "AFirmaIdP"].map {
                        RequestedAttribute(name: ClaveAttribute.namePrefix + $0)
                    }
                ).xml
        },
    ]

    @Test(arguments: hopeless) func `a request that cannot be granted is refused at once`(
        _ hopeless: Hopeless
    ) async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.policy = AssurancePolicy(methods: hopeless.methods)
        let world = try await BrokerWorld(recipe)
        let request = world.request(world.office, change: hopeless.change)
        guard case .refused(let answer) = try await world.arrive(request, from: world.office) else {
            Issue.record("not refused")
            return
        }
        let status = try #require(try world.refusal(in: answer, to: request))
        #expect(status.code == hopeless.top && status.subcodes == [hopeless.second])
        #expect(answer.destination == world.office.location)
        #expect(answer.relayState == "estado")
    }

    @Test func `methods below the minimum level of the service are not offered`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries = [TestServiceProvider().entityID: ServicePolicy(minimumLevel: .high)]
        let world = try await BrokerWorld(recipe)
        let journey = try await world.begin(.low)
        let offered = try await journey.open().login.offers.filter(\.isOffered).map(\.method)
        #expect(offered == [.certificate])
        await #expect(throws: SignInError.impossible(.notOffered(.pin))) { try await journey.choose(.pin) }
    }

    @Test func `a refusal is signed even if the service only wants assertions signed`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries = [TestServiceProvider().entityID: ServicePolicy(signing: .assertion)]
        let world = try await BrokerWorld(recipe)
        let journey = try await world.begin()
        let answer = try await journey.cancel()
        #expect(try world.authentic(answer).responseIsSigned)
    }

    @Test func `cancelling at any step sends AuthnFailed to the service`() async throws {
        let world = try await BrokerWorld()
        var journeys = [try await world.begin()]
        for method in Method.own {
            let journey = try await world.begin()
            try await journey.choose(method)
            journeys.append(journey)
        }
        journeys.append(try await world.begin().walkByPermanentKey(.ana))
        for journey in journeys {
            let status = try await journey.refusal(in: journey.cancel())
            #expect(status?.code == .responder && status?.subcodes == [.authnFailed])
            #expect(status?.message?.hasPrefix("cancelled") == true)
        }
    }

    @Test func `an expired login cannot continue and sends AuthnFailed to the service`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        let pin = try await journey.receiveCode(.ana)
        world.clock.turn(by: .seconds(1200))
        await #expect(throws: SignInError.impossible(.expired)) { try await journey.enterPIN(pin) }
        await #expect(throws: SignInError.impossible(.expired)) { try await journey.choose(.certificate) }
        let status = try await journey.refusal(in: journey.cancel())
        #expect(status?.subcodes == [.authnFailed])
        #expect(status?.message?.hasPrefix("login-expired") == true)
    }

    @Test func `an insufficient level sends NoAuthnContext to the service`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(.substantial)
        let answer = try await LoginCompletion(world.signIn).refuse(journey.open(), because: .levelNotReached(.low))
        #expect(try journey.refusal(in: answer)?.subcodes == [.noAuthnContext])
    }

    /// The bug: with the cookie of a proved login, an answer was available an hour after the login had ended.
    @Test(arguments: [(1319, true), (1320, false)])
    func `a login that was proved in time is answered only for a limited time`(
        _ seconds: Int, _ isGranted: Bool
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        world.clock.turn(by: .seconds(seconds))
        let answer = try await journey.answer()
        #expect(try journey.refusal(in: answer)?.message?.hasPrefix("login-expired") == (isGranted ? nil : true))
    }

    @Test func `a service that is removed before the answer gets no assertion`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        try await world.remove(world.office)
        try await world.entities.register.refresh()
        let answer = try await journey.answer()
        #expect(try journey.refusal(in: answer)?.subcodes == [.requestDenied])
    }
}
