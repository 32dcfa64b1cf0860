import Foundation
import SAML
import TestFederation
import Testing

@testable import Federation

struct StoredLoginTests {
    @Test(arguments: LoginMovesTests.Place.allCases)
    func `comes back from the database as it was`(_ place: LoginMovesTests.Place) throws {
        var login = try Example.login()
        login.state = try place.state()
        #expect(try throughTheDatabase(login) == login)
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
            try Example.loginID, by: request.kept, requiring: AssuranceRequirement(comparison: .better, levels: [.low]),
            offering: [MethodOffer(method: .pin, verdict: .hidden(.excludedByService))],
            telling: ReleasePolicy(rules: [
                .init(
                    to: .everybody, .always,
                    tell: [
                        .init(.currentGivenName, as: "nombre", format: .basic, friendlyName: "ñ"), .init(.pairwiseID),
                        .init(.values(["a", ""]), as: "urn:x"),
                    ])
            ]).disclosures(for: request), at: Example.now, lasting: Example.life)
        let read = try throughTheDatabase(login)
        #expect(read == login)
        #expect(read.disclosures.count == 3)
        #expect(read.request.relayState == relayState)
        #expect(read.request.eidas.spType == .public)
    }

    @Test func `carries its beginning along as it was written`() throws {
        var login = try Example.login()
        let beginning = try login.beginning.stored()
        try login.choose(.pin, at: Example.now)
        let read = try StoredLogin(bytes: StoredLogin(login, beginning: beginning).bytes)
        #expect(read.beginning == beginning)
        #expect(try read.login(beginning: login.beginning) == login)
    }

    @Test func `does not come back from bytes that were cut`() throws {
        let login = try Example.login()
        let bytes = try StoredLogin(login, beginning: login.beginning.stored()).bytes
        for length in [0, 3, 4, 5, bytes.count / 2, bytes.count - 1] {
            #expect(throws: (any Error).self) {
                let stored = try StoredLogin(bytes: Array(bytes.prefix(length)))
                _ = try stored.login(beginning: Login.Beginning(stored: stored.beginning))
            }
        }
    }

    private func throughTheDatabase(_ login: Login) throws -> Login {
        let stored = try StoredLogin(bytes: StoredLogin(login, beginning: login.beginning.stored()).bytes)
        return try stored.login(beginning: Login.Beginning(stored: stored.beginning))
    }

    @Test(arguments: [
        "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=", "../AAAAAAAAAAAAAAAAAAA",
    ])
    func `an ID is 22 characters of base64url`(_ text: String) {
        #expect(LoginID(rawValue: text) == nil)
    }
}
