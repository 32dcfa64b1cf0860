import Foundation
import SAML
import TestAgents
import TestFederation
import Testing

extension BrowserTests {
    /// Tests of rejected requests: a page with code and reference, the same reference in the log, and no redirect.
    @Suite struct RejectionTests {
        @Test func `an unknown service`() async throws {
            var service = World.current.paperService
            service.entityID = EntityID(rawValue: "https://desconocida.example/saml")
            try await expectRejection("unknown-service-provider", received: service.entityID.rawValue) {
                try service.query(service.request(to: $0, at: $1))
            }
        }

        @Test func `a signature by another key`() async throws {
            var service = World.current.paperService
            service.key = TestKey.attacker
            try await expectRejection("signature-mismatch") { try service.query(service.request(to: $0, at: $1)) }
        }

        @Test func `a parameter changed after signing`() async throws {
            let service = World.current.paperService
            try await expectRejection("signature-mismatch") {
                try service.query(service.request(to: $0, at: $1), relayState: "uno")
                    .replacingOccurrences(of: "RelayState=uno", with: "RelayState=dos")
            }
        }

        @Test func `no signature`() async throws {
            let service = World.current.paperService
            try await expectRejection("signature-missing") {
                try service.query(service.request(to: $0, at: $1), isSigned: false)
            }
        }

        @Test func `another Destination`() async throws {
            let service = World.current.paperService
            let elsewhere = "https://otra.example/saml/sso"
            try await expectRejection("destination", received: elsewhere) {
                try service.query(service.request(to: elsewhere, at: $1))
            }
        }

        @Test(arguments: [-400, 400])
        func `a stale request, or a request from the future`(_ seconds: Int) async throws {
            let service = World.current.paperService
            try await expectRejection("issue-instant") {
                try service.query(service.request(to: $0, at: $1.addingTimeInterval(TimeInterval(seconds))))
            }
        }

        @Test func `an AssertionConsumerService that is not in metadata`() async throws {
            let service = World.current.paperService
            let evil = "https://evil.example/acs"
            try await expectRejection("assertion-consumer-service", received: evil) {
                try service.query(service.request(to: $0, at: $1) { $0.replyTo = .init(url: evil) })
            }
        }

        @Test func `no request at all, by either binding`() async throws {
            let world = World.current
            let get = try await HTTPAgent().get(singleSignOn)
            let post = try await HTTPAgent().send(.post(try #require(URL(string: singleSignOn)), form: []))
            for page in [get, post] { try await expectPage(page, "message-missing", world) }
        }

        @Test func `a form by POST whose message was changed after signing`() async throws {
            let world = World.current
            let service = world.paperService
            let request = try service.samlRequest(service.request(to: singleSignOn, at: Date()))
            let octets = try #require(Data(base64Encoded: request))
            let changed = String(decoding: octets, as: UTF8.self)
                .replacingOccurrences(of: "AllowCreate=\"true\"", with: "AllowCreate=\"false\"")
            let page = try await HTTPAgent().send(
                .post(
                    try #require(URL(string: singleSignOn)),
                    form: [("SAMLRequest", Data(changed.utf8).base64EncodedString())]))
            try await expectPage(page, "signature-mismatch", world)
        }

        @Test func `values of a service are shown as text`() async throws {
            var service = World.current.paperService
            service.entityID = EntityID(rawValue: "https://x.example/<script>alert(1)</script>")
            let request = service.request(to: singleSignOn, at: Date())
            let page = try await HTTPAgent().get("\(singleSignOn)?\(try service.query(request))")
            #expect(page.status == 400)
            #expect(!page.text.contains("<script>"))
            #expect(page.page.text.contains(service.entityID.rawValue))
        }

        @Test func `an accepted request that fails is answered to the service, without a page`()
            async throws
        {
            let visitor = Visitor()
            let page = try await visitor.agent.visit(
                "\(World.current.office.origin)/sign-in?procedure=cita&passive=1")
            let result = try await visitor.submitAnswer(page)
            #expect(result.statusCodes == [Status.responder, "urn:oasis:names:tc:SAML:2.0:status:NoPassive"])
            let impossible = try await visitor.agent.visit(
                "\(World.current.office.origin)/sign-in?procedure=cuenta&comparison=better")
            #expect(try await visitor.submitAnswer(impossible).statusCodes.last == Status.noAuthnContext)
        }

        private var singleSignOn: String { World.current.broker.publicOrigin + "/saml/sso" }

        private func expectRejection(
            _ code: String, received: String? = nil, _ query: (String, Date) throws -> String
        ) async throws {
            let page = try await HTTPAgent().get("\(singleSignOn)?\(try query(singleSignOn, Date()))")
            try await expectPage(page, code, World.current)
            if let received { #expect(page.page.text.contains(received)) }
        }

        private func expectPage(_ page: HTTPResponse, _ code: String, _ world: World) async throws {
            #expect(page.status == 400)
            #expect(page.header("Location") == nil)
            #expect(page.page.forms.isEmpty)
            #expect(page.headers(named: "Set-Cookie").isEmpty)
            #expect(page.page.text.contains(" \(code) "), "\(page.page.text)")
            let reference = try #require(page.text.firstMatch(of: /<code>([A-Z2-9]{10})<\/code>/)?.output.1)
            let line = try await eventually("the log to know \(reference)") {
                world.broker.log.split(separator: "\n").first { $0.contains(reference) }
            }
            #expect(line.contains(code), "\(line)")
        }
    }
}
