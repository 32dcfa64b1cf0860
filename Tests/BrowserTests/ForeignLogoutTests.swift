import SAML
import TestAgents
import Testing

extension BrowserTests.ForeignServiceTests {
    /// Tests of logout at several third-party services, in Chromium.
    @Suite struct ForeignLogoutTests {
        @Test func `signs out at the only service, and must sign in again`() async throws {
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                for service in ForeignServices.current.all {
                    _ = try await browser.signIn(citizen, at: service)
                    let answer = try await browser.signOut(at: service)
                    expect(answer, [.success], from: service)
                    try await expectSignedOut(in: browser, at: [service])
                }
            }
        }

        @Test func `shows a service without logout support, and then the requesting service gets PartialLogout`()
            async throws
        {
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                for service in ForeignServices.current.all {
                    _ = try await browser.signIn(citizen, at: service)
                    try await browser.go(to: "\(World.current.office.origin)/sign-in?procedure=cita")
                    _ = try await browser.result()
                    try await browser.go(to: service.logoutAddress)
                    let answer = try await browser.finishLogout(at: service, reading: "No admite avisos")
                    expect(answer, [.success, .partialLogout], from: service)
                    try await expectSignedOut(in: browser, at: [service])
                }
            }
        }

        @Test func `two people in two browsers stay separate at every service, and sign out separately`() async throws {
            let services = ForeignServices.current
            let citizens = [try await World.current.citizen(), try await World.current.citizen()]
            try await Browser.inOffice { leaving in
                try await Browser.inOffice { staying in
                    try await everywhere(citizens[0], from: services[.pysaml2], in: leaving)
                    try await everywhere(citizens[1], from: services[.mellon], in: staying)
                    for service in services.all {
                        let person = try await leaving.person(at: service)
                        #expect(person.personIdentifier == "ES/ES/\(citizens[0].document)", "\(service.software)")
                    }
                    _ = try await leaving.signOut(at: services[.pysaml2])
                    try await expectSignedOut(in: leaving, at: [services[.pysaml2]])
                    for service in services.all {
                        let person = try await staying.pass(service)
                        #expect(person.personIdentifier == "ES/ES/\(citizens[1].document)", "\(service.software)")
                    }
                }
            }
        }

        @Test func `signs out of all services from one service`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                for service in services.all {
                    try await everywhere(citizen, from: service, in: browser)
                    let answer = try await browser.signOut(at: service)
                    expect(answer, [.success], from: service)
                    try await expectSignedOut(in: browser, at: services.all)
                }
            }
        }

        @Test func `signs out of all services from the broker's page`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await everywhere(citizen, from: services[.pysaml2], in: browser)
                try await browser.signOut()
                try await expectSignedOut(in: browser, at: services.all)
            }
        }

        @Test func `signs out of a service after two sign-ins there`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await everywhere(citizen, from: services[.mellon], in: browser)
                _ = try await browser.signIn(citizen, at: services[.pysaml2], ["force": "1"])
                _ = try await browser.pass(services[.pysaml2])
                let answer = try await browser.signOut(at: services[.simpleSAMLphp])
                expect(answer, [.success], from: services[.simpleSAMLphp])
                try await expectSignedOut(in: browser, at: services.all)
            }
        }

        @Test func `keeps the session of the same person in another browser`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { leaving in
                try await Browser.inOffice { staying in
                    try await everywhere(citizen, from: services[.mellon], in: leaving)
                    try await everywhere(citizen, from: services[.pysaml2], in: staying)
                    _ = try await leaving.signOut(at: services[.mellon])
                    try await expectSignedOut(in: leaving, at: services.all)
                    for service in services.all {
                        let person = try await staying.person(at: service)
                        #expect(person.personIdentifier == "ES/ES/\(citizen.document)", "\(service.software)")
                    }
                }
            }
        }

        @Test func `an unreachable service does not block the logout, and the requesting service is informed`()
            async throws
        {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            let absent = try await ForeignServiceProvider.start(.pysaml2, at: World.current.broker, named: "ausente")
            try await Browser.inOffice { browser in
                _ = try await browser.signIn(citizen, at: services[.simpleSAMLphp])
                _ = try await browser.pass(absent)
                _ = try await browser.pass(services[.mellon])
                try await absent.stop()
                try await browser.go(to: services[.simpleSAMLphp].logoutAddress)
                let answer = try await browser.finishLogout(
                    at: services[.simpleSAMLphp], reading: "Ahora no funciona")
                expect(answer, [.success, .partialLogout], from: services[.simpleSAMLphp])
                try await expectSignedOut(in: browser, at: [services[.simpleSAMLphp], services[.mellon]])
            }
        }

        /// Signs in at the service and then visits all others.
        private func everywhere(
            _ citizen: Citizen, from service: ForeignServiceProvider, in browser: Browser
        ) async throws {
            _ = try await browser.signIn(citizen, at: service)
            for other in ForeignServices.current.others(than: service) { _ = try await browser.pass(other) }
        }

        /// Expects the status of an answer. mellon reports nothing for success, and a refusal for any other status.
        private func expect(
            _ answer: ForeignServiceProvider.Outcome, _ status: [StatusCode], from service: ForeignServiceProvider
        ) {
            let expected = service.software == .mellon ? nil : status.map(\.rawValue)
            #expect(answer.logoutStatus == expected, "\(answer)")
            #expect(answer.error == nil)
        }

        /// Expects that no person is signed in at the services, and that the broker requires a sign-in.
        private func expectSignedOut(in browser: Browser, at services: [ForeignServiceProvider]) async throws {
            for service in services {
                #expect(try await browser.person(at: service).nameID == nil, "\(service.software)\n\(service.log)")
            }
            for service in services { try await browser.begin(at: service) }
        }
    }
}
