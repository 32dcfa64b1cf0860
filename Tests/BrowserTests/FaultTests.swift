import Foundation
import TestAgents
import Testing

extension BrowserTests {
    /// Tests of citizens when the broker or its database fails. Each test starts a separate broker.
    @Suite struct FaultTests {
        @Test func `a broker that is killed after it sent the PIN continues the login after its restart`()
            async throws
        {
            let broker = try await RunningBroker.start()
            let office = try await RunningExampleService.start(at: broker)
            let citizen = Citizen(number: 30_000_001)
            try await broker.addCitizen(citizen.document, phone: citizen.phone)
            try await Browser.inOffice { browser in
                try await browser.begin("residencia", at: office)
                try await browser.choose("pin")
                try await browser.type(citizen.document, into: "#document")
                try await browser.type(Citizen.validity, into: "#contrast")
                let own = try #require(try await browser.page.form(with: "contrast")["code"])
                try await browser.submit()
                let pin = try await broker.pin(for: citizen)

                try await broker.killAndStartAgain()
                try await browser.type(own + pin, into: "#accessCode")
                try await browser.submit()
                let result = try await browser.result(at: office)
                #expect(result.level == "substantial")
                #expect(result.attributes["PersonIdentifier"] == "ES/ES/\(citizen.document)")
            }
            try await office.stop()
            try await broker.stop()
        }

        @Test func `a database failure causes a page with status 503, a log line and no answer`()
            async throws
        {
            let broker = try await RunningBroker.start()
            let office = try await RunningExampleService.start(at: broker)
            let agent = HTTPAgent()
            let selection = try await agent.visit("\(office.origin)/sign-in?procedure=cita")
            #expect(selection.status == 200)

            // Overwrites the files, like a disk that loses its data.
            let octets = [UInt8](repeating: 0x5A, count: 65_536)
            for name in [broker.databasePath, broker.databasePath + "-wal", broker.databasePath + "-shm"] {
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: name))
                try file.truncate(atOffset: 0)
                try file.write(contentsOf: octets)
                try file.close()
            }

            let page = try await agent.get(selection.url.absoluteString)
            #expect(page.status == 503)
            #expect(page.page.text.contains("Ahora mismo no podemos atenderle"))
            #expect(page.header("Retry-After") != nil)
            let reference = try #require(page.text.firstMatch(of: /<code>([A-Z2-9]{10})<\/code>/)?.output.1)
            let line = broker.log.split(separator: "\n").first { $0.contains(reference) }
            #expect(line?.contains("storage: a transaction failed") == true, "\(broker.log.suffix(500))")

            let begun = try await agent.visit("\(office.origin)/sign-in?procedure=cita")
            #expect(begun.status == 503)
            #expect(begun.headers(named: "Set-Cookie").isEmpty)
            #expect(try await agent.get(broker.administration + "/health/ready").status == 503)
            #expect(try await agent.get(broker.administration + "/health/live").status == 200)
            #expect(try await agent.get(broker.publicOrigin + "/").status == 200)
            try await office.stop()
            try await broker.stop()
        }

        @Test func `a database that cannot be opened is reported at the start, with its file`() async throws {
            do {
                let broker = try await RunningBroker.start(["ALDABA_STORAGE_FILE": "no/such/folder/aldaba.sqlite"])
                try await broker.stop()
                Issue.record("it started")
            } catch let ended as ProcessEnded {
                #expect(ended.status == 1)
                #expect(ended.output.contains("no/such/folder/aldaba.sqlite"), "\(ended.output)")
                #expect(ended.output.split(separator: "\n").count == 1, "\(ended.output)")
            }
        }
    }
}
