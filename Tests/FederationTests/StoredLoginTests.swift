import Foundation
import Octets
import SAML
import TestFederation
import Testing

@testable import Federation

struct StoredLoginTests {
    @Test(arguments: LoginMovesTests.Place.allCases)
    func `is read back as it was written`(_ place: LoginMovesTests.Place) throws {
        var login = try Example.login()
        login.state = try place.state()
        #expect(try throughTheDatabase(login) == login)
    }

    @Test(arguments: [nil, "", "estado", "ñ€\n\t\"<&>"])
    func `stores the request unchanged`(_ relayState: String?) throws {
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
            releasing: ReleasePolicy(rules: [
                .init(
                    to: .everybody, .always,
                    release: [
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

    @Test func `cannot be read from truncated octets`() throws {
        let octets = try beginning(of: Example.login())
        for length in 0..<octets.count {
            #expect(throws: (any Error).self) {
                var fields = FieldReader(Array(octets.prefix(length)), version: 1)
                _ = try Login.Beginning(from: &fields)
            }
        }
    }

    private func beginning(of login: Login) throws -> [UInt8] {
        var fields = FieldWriter()
        try login.beginning.write(to: &fields)
        return fields.octets
    }

    private func throughTheDatabase(_ login: Login) throws -> Login {
        var fields = FieldReader(try beginning(of: login), version: 1)
        let beginning = try Login.Beginning(from: &fields)
        try fields.finish()
        var written = FieldWriter()
        written.write(login.state)
        var state = FieldReader(written.octets, version: 1)
        defer { #expect(throws: Never.self) { try state.finish() } }
        return Login(beginning: beginning, state: try state.read())
    }

    @Test(arguments: [
        "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=", "../AAAAAAAAAAAAAAAAAAA",
    ])
    func `an ID is 22 characters of base64url`(_ text: String) {
        #expect(LoginID(rawValue: text) == nil)
    }
}
