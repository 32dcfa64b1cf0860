import TestAgents
import Testing

extension BrowserTests {
    /// Tests of one sign-in and several services, in Chromium.
    @Suite struct SessionTests {
        @Test func `reaches the next service without a new sign-in, until logout`() async throws {
            let world = World.current
            let citizen = try await world.citizen()
            try await Browser.inOffice { browser in
                try await browser.begin("residencia")
                try await browser.choose("pin")
                try await browser.enterPIN(citizen)
                let first = try await browser.result()

                try await browser.go(to: "\(world.onwardOffice.origin)/sign-in?procedure=cita")
                try await browser.wait(forAddress: world.office.origin + "/tramites/cita")
                let second = try await browser.result(at: world.onwardOffice, after: "main")
                #expect(second.level == "substantial", "the level of the proof, not the requested level")
                #expect(second.attributes["PersonIdentifier"] == first.attributes["PersonIdentifier"])

                try await browser.go(to: world.broker.publicOrigin + "/session")
                try await browser.wait(forText: "Ana Española del Test")
                try await browser.signOut()
                try await browser.begin("cita")
                try await browser.wait(forText: "¿Cómo quiere identificarse?")
            }
        }
    }
}
