import Broker
import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing
import XML

@testable import Web

/// Tests the response to a client while slow messages already wait.
struct VerificationQueueTests {
    @Test func `a slow message gets 503 with a code and Retry-After`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.verifications = VerificationLane(maximumWaiting: 0)
        let world = try await BrokerWorld(recipe)
        let held = HeldWork()
        async let running: Void = world.entities.verifications.run(
            predicted: VerificationLane.slowWork + 1, for: .client(ClientNetwork(of: "192.0.2.1"))
        ) { () throws(Rejection) in held.run() }
        await held.begun(1)
        try await RunningListener.publicOne(world, limits: .standard) { port in
            let slow = try await Self.post(Self.request(world, elements: 1_000), to: "/saml/sso", port)
            #expect(slow.status == 503)
            #expect(slow.header("Retry-After") == "2")
            #expect(slow.page.text.contains("verification-queue-full"))
            let large = try await Self.post(String(repeating: "AAAA", count: 20_000), to: "/saml/slo", port)
            #expect(large.status == 503, "a large message is not parsed")
            let quick = try await Self.post(Self.request(world, elements: 1), to: "/saml/sso", port)
            #expect(quick.status == 303)
            let page = try await HTTPAgent(language: "en").get(
                "http://127.0.0.1:\(port)/errors/verification-queue-full")
            #expect(page.status == 200)
        }
        held.release(1)
        try await running
    }

    private static func request(_ world: BrokerWorld, elements: Int) throws -> String {
        let namespace = XMLNamespace(uri: "urn:other", prefix: "o")
        let children = (0..<elements).map { _ in XMLNode.element(XMLElement(XMLName(namespace, "Other"))) }
        return try world.office.samlRequest(
            world.request(world.office) { $0.extensions = [XMLElement(XMLName(namespace, "All"), children)] })
    }

    private static func post(_ message: String, to path: String, _ port: Int) async throws -> HTTPResponse {
        let value = message.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        return try await HTTPAgent(language: "en").send(
            HTTPRequest(
                "POST", url, headers: [HTTPField("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("SAMLRequest=\(value)".utf8)))
    }
}
