import Foundation
import SAML
import TestFederation
import Testing

@testable import Federation

struct ServiceProviderTests {
    @Test func `an entity with the role is a service provider with the keys of its metadata`() throws {
        let test = TestServiceProvider()
        let service = try #require(ServiceProvider(test.descriptor))
        #expect(service.entityID == test.entityID)
        #expect(service.signingKeys == [test.key.trusted])
        #expect(service.policy == .standard)
        #expect(ServiceProvider(EntityDescriptor(entityID: test.entityID)) == nil)
    }

    @Test(
        arguments: [
            ("en", ["de", "en", "es"], "en"), ("fr", ["de", "en", "es"], "es"), ("fr", ["de", "en"], "en"),
            ("fr", ["de"], "de"),
        ] as [(String, [String], String)])
    func `its name and URL are in the requested language, else in Spanish, else in English, else in any other`(
        _ language: String, _ available: [String], _ shown: String
    ) throws {
        let test = TestServiceProvider()
        let texts = available.map { LocalizedText("text-\($0)", language: $0) }
        let descriptor = EntityDescriptor(
            entityID: test.entityID,
            serviceProvider: SPSSODescriptor(
                role: RoleDescriptor(
                    keyDescriptors: [KeyDescriptor(use: nil, keys: [test.key.trusted])],
                    uiInfo: UIInfo(displayNames: texts, informationURLs: texts)),
                assertionConsumerServices: [AssertionConsumerService(location: test.location, index: 0)]))
        let service = try #require(ServiceProvider(descriptor))
        #expect(service.name(in: language) == "text-\(shown)")
        #expect(service.home(in: language) == "text-\(shown)")
    }

    @Test func `its requirement combines the request with its own minimum and its own classes`() throws {
        let policy = ServicePolicy(minimumLevel: .substantial, classes: ["urn:x": .high])
        let service = try #require(ServiceProvider(TestServiceProvider().descriptor, policy: policy))
        let low = try Example.request { $0.requestedAuthnContext = .init(comparison: .minimum, classes: [.eidasLow]) }
        #expect(try service.requirement(of: low).acceptable == [.substantial, .high])
        let own = try Example.request {
            $0.requestedAuthnContext = .init(classes: [AuthnContextClass(rawValue: "urn:x")])
        }
        #expect(try service.requirement(of: own).acceptable == [.high])
        #expect(try service.requirement(of: Example.request()).acceptable == [.substantial, .high])
    }

    @Test(arguments: [
        (ResponseBuilder.Signing.both, true, ResponseBuilder.Signing.both), (.assertion, true, .assertion),
        (.response, true, .both), (.response, false, .response), (.assertion, false, .assertion),
    ])
    func `WantAssertionsSigned in metadata overrides the policy`(
        _ decided: ResponseBuilder.Signing, _ isWanted: Bool, _ signed: ResponseBuilder.Signing
    ) throws {
        var test = TestServiceProvider()
        test.wantAssertionsSigned = isWanted
        let service = try #require(ServiceProvider(test.descriptor, policy: ServicePolicy(signing: decided)))
        #expect(service.signing == signed)
    }

    @Test func `the NameID formats of metadata come before the format of the policy`() throws {
        var test = TestServiceProvider()
        func formats(_ decided: NameIDFormat?) throws -> [NameIDFormat] {
            try #require(ServiceProvider(test.descriptor, policy: ServicePolicy(nameIDFormat: decided)))
                .nameIDFormats
        }
        #expect(try formats(nil).isEmpty)
        #expect(try formats(.persistent) == [.persistent])
        test.nameIDFormats = [.transient]
        #expect(try formats(.persistent) == [.transient, .persistent])
    }

    @Test func `the session at the service ends after its lifetime, and not after the broker's session`() {
        let now = Example.now
        let limits = SessionLimits(idle: .seconds(600), absolute: .seconds(7_200))
        func end(_ minutes: Int?, _ limits: SessionLimits?, begun: TimeInterval = 0) -> TimeInterval? {
            ServicePolicy(sessionLifetime: minutes.map { .seconds(60 * $0) })
                .sessionEnd(within: limits, begunAt: now - begun, at: now)?.timeIntervalSince(now)
        }
        #expect(end(nil, limits) == nil)
        #expect(end(30, limits) == 1_800)
        #expect(end(600, limits) == 7_200)
        #expect(end(600, limits, begun: 7_000) == 200)
        #expect(end(600, limits, begun: 7_200) == 7_200)
        #expect(end(600, nil, begun: 7_000) == 36_000)
    }

    @Test func `the Response has the class that the request prefers for the level`() throws {
        let policy = ServicePolicy(classes: ["urn:x": .high, "urn:y": .high])
        let service = try #require(ServiceProvider(TestServiceProvider().descriptor, policy: policy))
        func stated(_ classes: String...) throws -> String {
            let request = try Example.request {
                $0.requestedAuthnContext = .init(classes: classes.map(AuthnContextClass.init(rawValue:)))
            }
            return service.classReference(of: .high, for: request).rawValue
        }
        let high = LevelOfAssurance.high.classReference
        #expect(try stated("urn:x", "urn:y", high) == "urn:x")
        #expect(try stated(high, "urn:y", "urn:x") == high)
        #expect(try stated("urn:unknown", LevelOfAssurance.low.classReference, "urn:y") == "urn:y")
        #expect(try stated("urn:unknown") == high)
    }

    @Test(arguments: [
        ("http://oficina.example/acs", true), ("https://localhost/acs", true),
        ("https://oficina.localhost:8090/acs", true),
        ("https://127.0.0.1/acs", true), ("https://127.9.9.9:8443/acs", true), ("https://[::1]:8443/acs", true),
        ("https://127.1/acs", true), ("https://0x7f.1/acs", true), ("https://2130706433/acs", true),
        ("https://localhost./acs", true), ("https://[::ffff:127.0.0.1]/acs", true), ("https://0.0.0.0/acs", true),
        ("https://[::]/acs", true), ("HTTPS://oficina.example/acs", false), ("https://1.127/acs", false),
        ("https://oficina.example/acs", false), ("https://127.0.0.1.oficina.example/acs", false),
        ("https://127.oficina.example/acs", false), ("https://localhost.oficina.example/acs", false),
    ])
    func `an answer to a URL without TLS or on the reader's own machine is for development only`(
        _ location: String, _ isOfDevelopment: Bool
    ) throws {
        var test = TestServiceProvider()
        test.location = location
        let service = try #require(ServiceProvider(test.descriptor))
        #expect(service.developmentAddresses == (isOfDevelopment ? [location] : []))
    }

    /// The broker itself posts to a SOAP endpoint, so metadata must not make it connect to its own machine.
    @Test(arguments: [
        Endpoint(binding: .soap, location: "http://169.254.1.1/slo"),
        Endpoint(binding: .soap, location: "https://127.0.0.1:8443/slo"),
        Endpoint(
            binding: .httpRedirect, location: "https://oficina.example/slo", responseLocation: "https://localhost/slo"),
    ])
    func `a logout URL without TLS or on the reader's machine is for development only`(_ endpoint: Endpoint) throws {
        var test = TestServiceProvider()
        test.location = "https://oficina.example/acs"
        test.singleLogoutServices = [endpoint]
        let service = try #require(ServiceProvider(test.descriptor))
        #expect(service.developmentAddresses == [endpoint.responseLocation ?? endpoint.location])
        test.singleLogoutServices = [Endpoint(binding: .soap, location: "https://oficina.example/slo")]
        #expect(try #require(ServiceProvider(test.descriptor)).developmentAddresses.isEmpty)
    }
}
