import Foundation
import SAML
import TestAgents
import Testing

/// Tests that third-party software and the broker's code understand each other's messages.
@Suite(.startsProcesses) struct ForeignServiceProviderTests {
    @Test(arguments: ForeignServiceProvider.Software.allCases)
    func `requests a level, and accepts a signed answer with attributes`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let level = AuthnContextClass.eidasSubstantial.rawValue
        for signing in [ResponseBuilder.Signing.both, .assertion] {
            let provider = InProcessIdentityProvider(signing: signing)
            let login = try await ForeignLogin(software, provider, level: level)
            #expect(login.request.requestedAuthnContext?.comparison == .minimum)
            // mellon refuses levels that it has not requested, so it also requests the higher ones.
            let higher = software == .mellon ? [AuthnContextClass.eidasHigh.rawValue] : []
            #expect(login.request.requestedAuthnContext?.classReferences.map(\.rawValue) == [level] + higher)
            #expect(login.request.requestedAttributes.contains { $0.name == EIDASAttribute.personIdentifier.name })

            let outcome = try await login.outcome(try provider.success(to: login.request, at: Date()))
            #expect(outcome.isAccepted, "\(outcome) \(login.service.log)")
            #expect(outcome.nameID == "_persona1")
            #expect(outcome.level == level)
            #expect(outcome.sessionIndex == "_sesion1")
            #expect(outcome.attributes[EIDASAttribute.personIdentifier.name] == ["ES/ES/12345678Z"])
            // mellon passes values with their XML escapes.
            let expected = software == .mellon ? "María &lt;José&gt; &amp; \"Ñ\"" : "María <José> & \"Ñ\""
            #expect(outcome.attributes[EIDASAttribute.currentGivenName.name] == [expected])
            // The other libraries do not report these.
            if [.pysaml2, .python3SAML].contains(software) {
                #expect(outcome.relayState == login.request.relayState)
                #expect(outcome.friendlyNames[EIDASAttribute.currentGivenName.name] == "FirstName")
            }
        }
    }

    /// Without a StatusMessage: python3-saml would show it instead of the code.
    @Test(arguments: ForeignServiceProvider.Software.allCases)
    func `understands a refusal by its second-level code`(_ software: ForeignServiceProvider.Software) async throws {
        let provider = InProcessIdentityProvider()
        let login = try await ForeignLogin(software, provider)
        let status = Status(.responder, .authnFailed)
        let outcome = try await login.outcome(try provider.failure(to: login.request, status, at: Date()))
        #expect(!outcome.isAccepted)
        #expect([outcome.error, outcome.reason].contains { $0?.contains("AuthnFailed") == true }, "\(outcome)")
    }

    /// Shows that the software above really verifies answers.
    @Test(arguments: ForeignServiceProvider.Software.allCases)
    func `refuses a modified answer`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let provider = InProcessIdentityProvider()
        let login = try await ForeignLogin(software, provider)
        let form = try provider.success(to: login.request, at: Date())
        let document = try #require(Data(base64Encoded: form.fields[0].value))
        let altered = String(decoding: document, as: UTF8.self).replacingOccurrences(of: "12345678Z", with: "87654321X")
        let outcome = try await login.outcome(
            form, samlResponse: Data(altered.utf8).base64EncodedString())
        #expect(!outcome.isAccepted, "\(outcome)")
    }
}
