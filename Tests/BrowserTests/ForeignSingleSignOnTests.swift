import SAML
import TestAgents
import Testing

extension BrowserTests.ForeignServiceTests {
    /// Tests of single sign-on at several third-party services, in Chromium.
    @Suite struct ForeignSingleSignOnTests {
        @Test(arguments: ForeignServices.software)
        func `reaches the other services without a new sign-in, with another NameID at each`(
            _ software: ForeignServiceProvider.Software
        ) async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                var people = [try await browser.signIn(citizen, at: services[software])]
                for other in services.others(than: services[software]) {
                    people.append(try await browser.pass(other))
                }
                #expect(people.allSatisfy { $0.personIdentifier == "ES/ES/\(citizen.document)" }, "\(people)")
                #expect(Set(people.compactMap(\.nameID)).count == 3)
                #expect(Set(people.compactMap(\.sessionIndex)).count == 3)
                #expect(people.allSatisfy { $0.level == Level.low })
                for service in services.all {
                    let person = try await browser.person(at: service)
                    #expect(people.contains { $0.nameID == person.nameID && $0.sessionIndex == person.sessionIndex })
                }
            }
        }

        @Test func `a transient NameID differs each time for the same person`() async throws {
            let service = ForeignServices.current[.simpleSAMLphp]
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                let persistent = try await browser.signIn(citizen, at: service)
                #expect(persistent.nameIDFormat == NameIDFormat.persistent.rawValue)
                let format = ["format": NameIDFormat.transient.rawValue]
                let transient = [try await browser.pass(service, format), try await browser.pass(service, format)]
                #expect(transient.allSatisfy { $0.nameIDFormat == NameIDFormat.transient.rawValue })
                #expect(Set(([persistent] + transient).compactMap(\.nameID)).count == 3)
                #expect(Set(([persistent] + transient).map(\.personIdentifier)).count == 1)
            }
        }

        @Test func `requires a new proof after ForceAuthn`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                _ = try await browser.signIn(citizen, at: services[.mellon])
                for service in services.others(than: services[.mellon]) {
                    let again = try await browser.signIn(citizen, at: service, ["force": "1"])
                    #expect(again.personIdentifier == "ES/ES/\(citizen.document)")
                }
            }
        }

        @Test func `a service with a higher level requires only the missing factor`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                let low = try await browser.signIn(citizen, at: services[.mellon])
                #expect(low.level == Level.low)
                let before = try await browser.sessionHandle()

                let wish = ["level": Level.substantial]
                try await browser.begin(at: services[.pysaml2], wish)
                try await browser.wait(forText: "Ya hemos comprobado su contraseña")
                try await browser.choose("permanent-key")
                try await browser.type(try await World.current.broker.code(for: citizen), into: "#oneTimeCode")
                try await browser.submit()
                let raised = try await browser.outcome(at: services[.pysaml2])
                #expect(raised.level == Level.substantial)
                #expect(raised.personIdentifier == low.personIdentifier)
                #expect(try await browser.sessionHandle() != before)

                let third = try await browser.pass(services[.simpleSAMLphp], wish)
                #expect(third.level == Level.substantial)
            }
        }

        @Test func `a PIN at one service is accepted at the next with the same level`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await browser.begin(at: services[.mellon])
                try await browser.choose("pin")
                try await browser.enterPIN(citizen)
                let first = try await browser.outcome(at: services[.mellon])
                let second = try await browser.pass(
                    services[.simpleSAMLphp], ["level": Level.substantial])
                for person in [first, second] {
                    #expect(person.level == Level.substantial)
                    #expect(person.personIdentifier == "ES/ES/\(citizen.document)")
                }
            }
        }
    }
}

/// The levels that services receive.
private enum Level {
    static let low = AuthnContextClass.eidasLow.rawValue
    static let substantial = AuthnContextClass.eidasSubstantial.rawValue
}

extension Browser {
    /// Returns the value of the broker's session cookie.
    fileprivate func sessionHandle() async throws -> String {
        try await go(to: World.current.broker.publicOrigin + "/session")
        return try #require(try await cookie("__Host-session")?["value"].string)
    }
}
