import SAML
import TestAgents
import Testing

extension BrowserTests.ForeignServiceTests {
    /// Signing out at services of several makes, in Chromium.
    @Suite struct ForeignLogoutTests {
        @Test func `who has been at one service alone signs out there, and is asked for a name again`() async throws {
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                for service in ForeignServices.current.all {
                    _ = try await browser.signIn(citizen, at: service)
                    let answer = try await browser.signOut(at: service)
                    expect(answer, [.success], from: service)
                    try await expectNobody(in: browser, at: [service])
                }
            }
        }

        @Test func `a service takes the answer that another cannot be told, and the citizen hears of that first`()
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
                    try await expectNobody(in: browser, at: [service])
                }
            }
        }

        @Test func `two people at two browsers are two people at every service, and one goes alone`() async throws {
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
                    try await expectNobody(in: leaving, at: [services[.pysaml2]])
                    for service in services.all {
                        let person = try await staying.pass(service)
                        #expect(person.personIdentifier == "ES/ES/\(citizens[1].document)", "\(service.software)")
                    }
                }
            }
        }

        @Test func `who signs out at one service is signed out of all`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                for service in services.all {
                    try await everywhere(citizen, from: service, in: browser)
                    let answer = try await browser.signOut(at: service)
                    expect(answer, [.success], from: service)
                    try await expectNobody(in: browser, at: services.all)
                }
            }
        }

        @Test func `who signs out at the broker's page is signed out of all`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await everywhere(citizen, from: services[.pysaml2], in: browser)
                try await browser.signOut()
                try await expectNobody(in: browser, at: services.all)
            }
        }

        @Test func `who has signed in twice at a service is signed out of it`() async throws {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { browser in
                try await everywhere(citizen, from: services[.mellon], in: browser)
                _ = try await browser.signIn(citizen, at: services[.pysaml2], ["force": "1"])
                _ = try await browser.pass(services[.pysaml2])
                let answer = try await browser.signOut(at: services[.simpleSAMLphp])
                expect(answer, [.success], from: services[.simpleSAMLphp])
                try await expectNobody(in: browser, at: services.all)
            }
        }

        @Test func `a name in another browser of the same person goes on when it is not the same session`() async throws
        {
            let services = ForeignServices.current
            let citizen = try await World.current.citizen()
            try await Browser.inOffice { leaving in
                try await Browser.inOffice { staying in
                    try await everywhere(citizen, from: services[.mellon], in: leaving)
                    try await everywhere(citizen, from: services[.pysaml2], in: staying)
                    _ = try await leaving.signOut(at: services[.mellon])
                    try await expectNobody(in: leaving, at: services.all)
                    for service in services.all {
                        let person = try await staying.person(at: service)
                        #expect(person.personIdentifier == "ES/ES/\(citizen.document)", "\(service.software)")
                    }
                }
            }
        }

        @Test func `a service that is down keeps nobody from coming back, and the one that asked hears of it`()
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
                try await expectNobody(in: browser, at: [services[.simpleSAMLphp], services[.mellon]])
            }
        }

        /// Signs in at the service and goes to all others.
        private func everywhere(
            _ citizen: Citizen, from service: ForeignServiceProvider, in browser: Browser
        ) async throws {
            _ = try await browser.signIn(citizen, at: service)
            for other in ForeignServices.current.others(than: service) { _ = try await browser.pass(other) }
        }

        /// mellon takes a good answer without a word, and shows of any other that it refused it.
        private func expect(
            _ answer: ForeignServiceProvider.Outcome, _ status: [StatusCode], from service: ForeignServiceProvider
        ) {
            let told = service.software == .mellon ? nil : status.map(\.rawValue)
            #expect(answer.logoutStatus == told, "\(answer)")
            #expect(answer.error == nil)
        }

        /// Expects that the services know nobody here, and that the broker asks who it is.
        private func expectNobody(in browser: Browser, at services: [ForeignServiceProvider]) async throws {
            for service in services {
                #expect(try await browser.person(at: service).nameID == nil, "\(service.software)\n\(service.log)")
            }
            for service in services { try await browser.begin(at: service) }
        }
    }
}
