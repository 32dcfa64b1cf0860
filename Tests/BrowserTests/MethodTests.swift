import TestAgents
import Testing

extension BrowserTests {
    /// Tests of a sign-in with each method, in Chromium.
    @Suite struct MethodTests {
        @Test func `the permanent key alone reaches low`() async throws {
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await browser.begin("cita")
                try await browser.choose("permanent-key")
                try await browser.enterPermanentKey(citizen)
                try await expect(try await browser.result(), citizen, "low", "SEGSOC")
            }
        }

        @Test func `the PIN reaches substantial, on a phone too`() async throws {
            let citizen = try await World.current.citizen()
            var options = World.current.options()
            options.isPhone = true
            options.width = 360
            options.height = 740
            try await Browser.inOffice(options) { browser in
                try await browser.begin("residencia")
                try await browser.choose("pin")
                try await browser.enterPIN(citizen)
                try await expect(try await browser.result(), citizen, "substantial", "PIN24H")
            }
        }

        @Test func `the permanent key with a code reaches substantial, after a request by POST`() async throws {
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await browser.begin("residencia", "&binding=post")
                try await browser.choose("permanent-key")
                try await browser.enterPermanentKey(citizen)
                try await browser.type(try await World.current.broker.code(for: citizen), into: "#oneTimeCode")
                try await browser.submit()
                try await expect(try await browser.result(), citizen, "substantial", "SEGSOC")
            }
        }

        @Test(arguments: [
            ("12345678Z", "residencia", "substantial", "ANA"), ("87654321X", "cuenta", "high", "PABLO"),
        ])
        func `a certificate reaches the level of its key storage, without registration`(
            _ document: String, _ procedure: String, _ level: String, _ name: String
        ) async throws {
            let options = World.current.options(World.current.authorities.pkcs12(of: document))
            try await Browser.inOffice(options) { browser in
                try await browser.begin(procedure)
                try await browser.choose("certificate")
                try await browser.showCertificate()
                try await browser.wait(forText: document)
                try await browser.submit()
                let result = try await browser.result()
                #expect(result.level == level)
                #expect(result.selectedIdP == "AFIRMA")
                #expect(result.attributes["PersonIdentifier"] == "ES/ES/\(document)")
                #expect(result.attributes["FirstName"] == name)
            }
        }

        private func expect(
            _ result: OfficeResult, _ citizen: Citizen, _ level: String, _ selectedIdP: String
        ) async throws {
            #expect(result.outcome == "signedIn")
            #expect(result.level == level)
            #expect(result.selectedIdP == selectedIdP)
            #expect(result.isSignedTwice)
            #expect(result.attributes["PersonIdentifier"] == "ES/ES/\(citizen.document)")
            #expect(result.attributes["FirstName"] == "Ana")
            #expect(result.attributes["FamilyName"] == "Española del Test")
            #expect(result.attributes["FirstSurname"] == "Española")
            #expect(result.attributes["DateOfBirth"] == "1985-03-14")
        }
    }
}
