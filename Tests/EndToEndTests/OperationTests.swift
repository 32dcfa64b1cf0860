import Foundation
import TestAgents
import Testing

/// Tests of metrics and log of a running broker, and of the reference in page, Response and log.
@Suite(.startsProcesses) struct OperationTests {
    /// Returns the lines of a JSON log when it has a line with that reference. The log is written by a thread of its own.
    private func lines(_ broker: RunningBroker, upTo reference: String) async throws -> [[String: String]] {
        try await eventually("the line of \(reference)") {
            let lines = try lines(broker)
            return lines.contains { $0["reference"] == reference } ? lines : nil
        }
    }

    /// Returns the lines of a JSON log.
    private func lines(_ broker: RunningBroker) throws -> [[String: String]] {
        try broker.log.split(separator: "\n").map { line in
            do {
                return try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            } catch {
                Issue.record("no line of JSON: \(line)")
                throw error
            }
        }
    }

    /// One successful sign-in, one cancelled sign-in, and one rejected request.
    @Test func `find a sign-in, a refusal and a rejection by their references`() async throws {
        let broker = try await RunningBroker.start(["ALDABA_LOG_FORMAT": "json"])
        let office = try await RunningExampleService.start(at: broker)
        let phone = try await broker.addCitizen()

        let citizen = SignIn(broker: broker, agent: HTTPAgent())
        let selection = try await citizen.agent.visit("\(office.origin)/sign-in?procedure=residencia")
        let page = try await citizen.choose("pin", on: selection)
        let answer = try await citizen.pin("12345678Z", validUntil: "01/01/2035", phone: phone, on: page)
        _ = try await citizen.submitAnswer(answer)

        let other = SignIn(broker: broker, agent: HTTPAgent())
        let refused = try await other.cancel(
            on: try await other.agent.visit("\(office.origin)/sign-in?procedure=cita"))
        let rejected = try await HTTPAgent().get("\(broker.publicOrigin)/saml/sso?SAMLRequest=%25")
        #expect(rejected.status == 400)

        try await expectReferences(broker, refused: refused, rejected: rejected)
        try await expectMetrics(broker, of: office)
        let log = broker.log
        for personal in ["12345678Z", phone, "Ana", "Española", "2035"] {
            #expect(!log.contains(personal), "\(personal) is in the log")
        }
        try await office.stop()
        try await broker.stop()
    }

    @Test func `find a refused certificate and the log lines of its login by the page's reference`() async throws {
        let broker = try await RunningBroker.start(["ALDABA_LOG_FORMAT": "json"])
        let office = try await RunningExampleService.start(at: broker)
        let agent = HTTPAgent(trustedCertificates: try await DevelopmentAuthorities.shared.serverAuthority)
        let citizen = SignIn(broker: broker, agent: agent)
        let selection = try await agent.visit("\(office.origin)/sign-in?procedure=cuenta")
        let page = try await citizen.choose("certificate", on: selection)
        let refused = try await agent.click("/certificate/start", on: page)
        #expect(refused.status == 403)
        let shown = try #require(
            refused.text.firstMatch(of: /<code>([A-Z2-9]{10})<\/code>/)?.output.1, "\(refused.text)")
        let lines = try await lines(broker, upTo: String(shown))
        let line = try #require(lines.first { $0["reference"] == String(shown) }, "\(lines)")
        #expect(line["message"] == "certificate: refused")
        #expect(line["cause"] == "absent")
        let login = try #require(line["login"])
        #expect(
            lines.filter { $0["login"] == login }.map { $0["message"] } == ["login: started", "certificate: refused"])

        let name = "aldaba_http_request_duration_seconds_count"
        let scrape = try PrometheusScrape(try await HTTPAgent().get(broker.administration + "/metrics").text)
        #expect(scrape.value(name, ["route": "/identify", "status": "4xx"]) == 1)
        try await office.stop()
        try await broker.stop()
    }

    private func expectReferences(_ broker: RunningBroker, refused: HTTPResponse, rejected: HTTPResponse) async throws {
        let shown = try #require(rejected.text.firstMatch(of: /<code>([A-Z2-9]{10})<\/code>/)?.output.1)
        let lines = try await lines(broker, upTo: String(shown))
        for line in lines {
            #expect(["time", "level", "logger", "message"].allSatisfy { line[$0] != nil }, "\(line)")
            #expect(line["time"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(line)")
        }
        #expect(!lines.contains { $0["message"]?.contains("Server started") == true })
        #expect(lines.filter { $0["message"] == "listening" }.count == 3)

        // The Response leads the service's engineer to the log line, and the line to all others of the login.
        let document = try AnswerDocument(refused)
        try await document.expectSignature(of: broker)
        let message = try #require(
            String(decoding: document.octets, as: UTF8.self).firstMatch(of: /StatusMessage>([^<]*)</)?.output.1)
        let reference = try #require(message.firstMatch(of: /\(reference ([A-Z2-9]{10})\)$/)?.output.1, "\(message)")
        let refusal = try #require(lines.first { $0["reference"] == String(reference) }, "\(lines)")
        #expect(refusal["message"] == "login: refused")
        #expect(refusal["code"] == "cancelled")
        let login = try #require(refusal["login"])
        let ofLogin = lines.filter { $0["login"] == login }
        #expect(ofLogin.map { $0["message"] } == ["login: started", "login: refused", "login: answered"])
        #expect(ofLogin.allSatisfy { $0["reference"]?.count == 10 })

        #expect(lines.filter { $0["reference"] == String(shown) }.map { $0["message"] } == ["request: rejected"])
    }

    private func expectMetrics(_ broker: RunningBroker, of office: RunningExampleService) async throws {
        let text = try await HTTPAgent().get(broker.administration + "/metrics").text
        let scrape = try PrometheusScrape(text)
        #expect(scrape.value("aldaba_sign_ins_total", ["method": "pin", "outcome": "granted"]) == 1)
        #expect(scrape.value("aldaba_sign_ins_total", ["outcome": "refused"]) == 1)
        let services = scrape.samples.filter { $0.name == "aldaba_sign_ins_total" }.compactMap { $0.labels["service"] }
        #expect(services.allSatisfy { $0.hasPrefix(office.origin) }, "\(services)")
        #expect(scrape.value("aldaba_refusals_total", ["code": "cancelled"]) == 1)
        #expect(scrape.value("aldaba_rejections_total") == 1)
        #expect(scrape.value("aldaba_sms_messages_total", ["outcome": "queued"]) == 1)
        #expect(scrape.value("aldaba_sms_messages_total", ["outcome": "delivered"]) == 1)
        #expect((scrape.value("aldaba_database_transaction_duration_seconds_count", ["access": "writing"]) ?? 0) > 4)
        #expect(scrape.value("aldaba_database_faults_total") == 0)
        #expect(scrape.value("aldaba_http_request_duration_seconds_count", ["route": "/saml/sso"]) == 3)
        #expect(scrape.value("aldaba_sign_in_duration_seconds_count") == 2)
        #expect(scrape.value("aldaba_outbox_waiting_messages") != nil)

        let end = try await Command.run(
            "openssl", ["x509", "-in", broker.signingCertificate, "-noout", "-enddate", "-dateopt", "iso_8601"])
        let expiry = try #require(scrape.value("aldaba_signing_certificate_expiry_timestamp_seconds"))
        let date = Date(timeIntervalSince1970: expiry).formatted(
            .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false))
        #expect(end.output.contains(date), "\(end.output) \(date)")
        #expect(!text.contains("12345678Z"))
    }
}
