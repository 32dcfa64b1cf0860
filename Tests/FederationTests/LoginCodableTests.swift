import Foundation
import SAML
import TestFederation
import Testing

@testable import Federation

struct LoginCodableTests {
    @Test(arguments: LoginMovesTests.Place.allCases)
    func `comes back from the database as it was`(_ place: LoginMovesTests.Place) throws {
        var login = try Example.login()
        login.state = try place.state()
        let stored = try JSONEncoder().encode(login)
        #expect(try JSONDecoder().decode(Login.self, from: stored) == login)
    }

    @Test(arguments: [nil, "", "estado", "ñ€\n\t\"<&>"])
    func `keeps the request to the letter`(_ relayState: String?) throws {
        let request = try Example.request(relayState: relayState) { draft in
            draft.requestedAuthnContext = RequestedAuthnContext(comparison: .better, classes: [.eidasLow])
            draft.nameIDPolicy = NameIDPolicy(format: .persistent, spNameQualifier: "x", allowCreate: true)
            draft.forceAuthn = true
            draft.providerName = "Oficina «ñ»"
            draft.extensions =
                EIDASExtensions(
                    spType: .public, requestedAttributes: [RequestedAttribute(name: "http://es.minhafp.clave/AEATIdP")]
                ).xml
        }
        let login = Login.started(
            try Example.loginID, by: request, requiring: AssuranceRequirement(comparison: .better, levels: [.low]),
            offering: [MethodOffer(method: .pin, verdict: .hidden(.excludedByService))], at: Example.now,
            lasting: Example.life)
        let read = try JSONDecoder().decode(Login.self, from: JSONEncoder().encode(login))
        #expect(read == login)
        #expect(read.request.relayState == relayState)
        #expect(read.request.eidas.spType == .public)
    }

    @Test(arguments: [
        "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=", "../AAAAAAAAAAAAAAAAAAA",
    ])
    func `an ID is 22 characters of base64url`(_ text: String) {
        #expect(LoginID(rawValue: text) == nil)
    }
}
