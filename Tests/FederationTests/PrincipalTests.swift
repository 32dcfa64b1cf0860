import Citizens
import Octets
import SAML
import Testing

@testable import Federation

struct PrincipalTests {
    private static func principals() throws -> [Principal] {
        let issuer = EntityID(rawValue: "https://idp.example/ñ")
        return [
            .national(try NationalIdentifier("12345678Z")),
            .memberState(try #require(PersonIdentifier(rawValue: "FR/ES/12345678Z"))),
            .upstream(try #require(UpstreamName(issuer: issuer, nameID: "12345678Z"))),
            .upstream(try #require(UpstreamName(issuer: issuer, nameID: ":é/eidas:"))),
            // The same octets, divided differently.
            .upstream(try #require(UpstreamName(issuer: "https://a", nameID: "b"))),
            .upstream(try #require(UpstreamName(issuer: "https://", nameID: "ab"))),
        ]
    }

    @Test func `each principal has its own text and is read back from it`() throws {
        let principals = try Self.principals()
        #expect(Set(principals.map(\.text)).count == principals.count)
        for principal in principals {
            #expect(Principal(text: principal.text) == principal)
            var fields = FieldWriter()
            fields.write(principal)
            var reader = FieldReader(fields.octets, version: 1)
            #expect(try reader.read() == principal)
        }
    }

    @Test func `a national identifier is stored as every release has stored it`() throws {
        #expect(Principal.national(try NationalIdentifier("12345678Z")).text == "12345678Z")
    }

    @Test(arguments: [
        "", "12345678A", "12345678z", "1234567-8Z", "eidas:", "eidas:12345678Z", "eidas:fr/ES/1", "eidas:FR/ES/",
        "saml:", "saml:1", "saml:9:a", "saml:-1:ab", "saml:01:ab", "saml:1:a", "saml:x:ab", "saml:1:ñb",
    ])
    func `rejects other texts`(_ text: String) {
        #expect(Principal(text: text) == nil)
    }

    @Test func `the length of a name is limited to the size of an index entry`() {
        let issuer = EntityID(rawValue: "https://idp.example")
        #expect(UpstreamName(issuer: issuer, nameID: "") == nil)
        #expect(UpstreamName(issuer: issuer, nameID: String(repeating: "a", count: 1536 - 19)) != nil)
        #expect(UpstreamName(issuer: issuer, nameID: String(repeating: "a", count: 1537 - 19)) == nil)
        #expect(PersonIdentifier(rawValue: "FR/ES/" + String(repeating: "1", count: 250)) != nil)
        #expect(PersonIdentifier(rawValue: "FR/ES/" + String(repeating: "1", count: 251)) == nil)
    }

    @Test func `printing a principal does not reveal it`() throws {
        for principal in try Self.principals() { #expect("\(principal)" == "‹Principal›") }
    }

    @Test func `the identifier of another Member State is released unchanged, an upstream name is not`() throws {
        func released(_ principal: Principal) -> String? {
            let person = NaturalPerson(
                principal: principal, givenName: "Ana", firstSurname: "Uno", secondSurname: nil, dateOfBirth: nil)
            let proof = Authentication(person: person, proof: .password, registration: .none, instant: Example.now)
            return AttributeRelease.values(of: [.personIdentifier], for: proof).first?.values.first?.text
        }
        let principals = try Self.principals()
        #expect(released(principals[0]) == "ES/ES/12345678Z")
        #expect(released(principals[1]) == "FR/ES/12345678Z")
        #expect(released(principals[2]) == nil)
    }

    @Test func `each method is read back from its name`() throws {
        let upstream = Method.upstream(try #require(UpstreamID(rawValue: "clave-1")))
        #expect((Method.own + [upstream]).map(\.name) == ["pin", "permanent-key", "certificate", "upstream:clave-1"])
        for method in Method.own + [upstream] { #expect(Method(name: method.name) == method) }
        for text in [
            "", "PIN", "upstream:", "upstream:Ñ", "upstream:a b", "upstream:" + String(repeating: "a", count: 33),
        ] {
            #expect(Method(name: text) == nil)
        }
    }
}
