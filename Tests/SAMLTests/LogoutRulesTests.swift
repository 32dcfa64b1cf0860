import Foundation
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

@Suite struct LogoutRulesTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let here = "https://aldaba.example/saml/slo"
    static let idp = EntityID(rawValue: "https://aldaba.example/saml/metadata")
    static let request = MessageID(rawValue: "_ours")

    static let service: TestServiceProvider = {
        var service = TestServiceProvider()
        service.singleLogoutServices = [
            Endpoint(
                binding: .httpRedirect, location: "https://oficina.example/slo",
                responseLocation: "https://oficina.example/slo/done"),
            Endpoint(binding: .httpPOST, location: "https://oficina.example/slo/post"),
            Endpoint(binding: .soap, location: "https://oficina.example/slo/soap"),
        ]
        return service
    }()

    static let name = NameID(
        "_n", format: .persistent, nameQualifier: idp.rawValue, spNameQualifier: service.entityID.rawValue)

    static func draft(_ change: (inout LogoutDraft) -> Void = { _ in }) -> LogoutDraft {
        var draft = LogoutDraft(of: name, from: service.entityID, to: here, at: now)
        change(&draft)
        return draft
    }

    func verified(
        _ journey: LogoutJourney = .redirect, relayState: String? = nil,
        _ change: (inout LogoutDraft) -> Void = { _ in }
    ) throws -> Verified<LogoutRequest> {
        try journey.receive(Self.draft(change).message, relayState: relayState, key: Self.service.key)
            .verified(trusting: [Self.service.key.trusted])
    }

    func accept(
        _ journey: LogoutJourney = .redirect, from service: TestServiceProvider = service, relayState: String? = nil,
        _ change: (inout LogoutDraft) -> Void = { _ in }
    ) throws -> AcceptedLogoutRequest {
        try LogoutRules.accept(
            try verified(journey, relayState: relayState, change), from: service.descriptor, at: Self.here,
            now: Self.now)
    }

    func violation(
        _ journey: LogoutJourney = .redirect, _ change: (inout LogoutDraft) -> Void
    ) throws -> RuleViolation? {
        do {
            _ = try accept(journey, change)
            return nil
        } catch let violation as RuleViolation {
            return violation
        }
    }

    // MARK: The request

    @Test(arguments: LogoutJourney.allCases)
    func `accepts a valid request by each binding, with the data for replay detection`(
        _ journey: LogoutJourney
    ) throws {
        let draft = Self.draft { $0.sessionIndexes = ["_1", "_2"] }
        let verified = try journey.receive(draft.message, key: Self.service.key)
            .verified(trusting: [TestKey.attacker.trusted, Self.service.key.trusted])
        let accepted = try LogoutRules.accept(verified, from: Self.service.descriptor, at: Self.here, now: Self.now)
        #expect(accepted.id == draft.id)
        #expect(accepted.issuer == Self.service.entityID)
        #expect(accepted.nameID == Self.name)
        #expect(accepted.sessionIndexes == ["_1", "_2"])
        #expect(accepted.reason == .user)
        #expect(accepted.replayableUntil == Self.now.addingTimeInterval(360))
        #expect(!accepted.isAsynchronous)
    }

    @Test(arguments: LogoutJourney.allCases)
    func `refuses a request signed by another key`(_ journey: LogoutJourney) throws {
        let received = try journey.receive(Self.draft().message, key: .attacker)
        #expect(throws: VerificationFailure.signature(.mismatch)) {
            try received.verified(trusting: [Self.service.key.trusted])
        }
    }

    @Test func `refuses a request without a signature`() throws {
        let url = try RedirectBinding.url(sending: Self.draft().message, to: "", signedWith: nil)
        let received = try RedirectBinding.receive(LogoutRequest.self, query: String(url.dropFirst()))
        #expect(throws: VerificationFailure.signature(.absent)) {
            try received.verified(trusting: [Self.service.key.trusted])
        }
    }

    @Test func `rejects a request with the metadata of another entity`() throws {
        var other = Self.service
        other.entityID = EntityID(rawValue: "https://otra.example")
        #expect(throws: RuleViolation.issuer(expected: other.entityID, received: Self.service.entityID)) {
            try accept(from: other)
        }
    }

    @Test func `rejects an Issuer whose Format is not entity`() throws {
        #expect(
            try violation { $0.issuer = Issuer(Self.service.entityID, format: .persistent) }
                == .issuerFormat(received: .persistent))
        #expect(try violation { $0.issuer = Issuer(Self.service.entityID, format: .entity) } == nil)
    }

    @Test(arguments: ["https://aldaba.example/saml/slo/", "https://aldaba.example/saml/sso", nil])
    func `rejects a Destination that is another endpoint, and a browser's without one`(
        _ destination: String?
    ) throws {
        for journey in [LogoutJourney.redirect, .form] {
            #expect(
                try violation(journey) { $0.destination = destination }
                    == .destination(expected: Self.here, received: destination))
        }
    }

    @Test func `a SOAP request may omit Destination, but not name another endpoint`() throws {
        #expect(try violation(.soap) { $0.destination = nil } == nil)
        #expect(
            try violation(.soap) { $0.destination = "https://otra.example" }
                == .destination(expected: Self.here, received: "https://otra.example"))
    }

    @Test(arguments: ["1.1", "2.1", "3.0"])
    func `rejects another Version`(_ version: String) throws {
        #expect(try violation { $0.version = version } == .version(received: version))
    }

    @Test func `rejects an IssueInstant outside the skew`() throws {
        for seconds in [-181.0, 181] {
            let instant = Self.now.addingTimeInterval(seconds)
            #expect(
                try violation { $0.issueInstant = instant }
                    == .issueInstant(received: instant, now: Self.now, allowed: .seconds(180)))
        }
        for seconds in [-180.0, 180] {
            #expect(try violation { $0.issueInstant = Self.now.addingTimeInterval(seconds) } == nil)
        }
    }

    @Test func `rejects an expired request, but not within the skew`() throws {
        let over = Self.now.addingTimeInterval(-180)
        #expect(try violation { $0.notOnOrAfter = over } == .expired(notOnOrAfter: over, now: Self.now))
        #expect(try violation { $0.notOnOrAfter = Self.now.addingTimeInterval(-179) } == nil)
        #expect(try violation { $0.notOnOrAfter = nil } == nil)
    }

    @Test(arguments: ["EncryptedID", "BaseID"])
    func `rejects an identifier other than NameID`(_ name: String) throws {
        let element = XMLElement(XMLName(AttackName.saml, name))
        #expect(try violation { $0.principal = .other(element) } == .identifier(received: "saml:\(name)"))
    }

    @Test func `rejects requests with metadata that has expired or describes no service`() throws {
        let expired = EntityDescriptor(
            entityID: Self.service.entityID, validUntil: Self.now,
            serviceProvider: Self.service.descriptor.serviceProvider)
        let request = try verified()
        #expect(throws: RuleViolation.metadataExpired(at: Self.now)) {
            try LogoutRules.accept(request, from: expired, at: Self.here, now: Self.now)
        }
        #expect(throws: RuleViolation.role(expected: "md:SPSSODescriptor")) {
            try LogoutRules.accept(
                request, from: EntityDescriptor(entityID: Self.service.entityID), at: Self.here, now: Self.now)
        }
    }

    // MARK: The destination of the answer

    @Test func `answers by the binding of the request, at the ResponseLocation of metadata`() throws {
        let redirect = try accept(.redirect, relayState: "r").replyTo
        #expect(
            redirect.transport
                == .endpoint(Endpoint(binding: .httpRedirect, location: "https://oficina.example/slo/done")))
        #expect(redirect.relayState == "r")
        #expect(
            try accept(.form).replyTo.transport
                == .endpoint(Endpoint(binding: .httpPOST, location: "https://oficina.example/slo/post")))
        #expect(try accept(.soap).replyTo.transport == .exchange)
    }

    @Test func `answers by another browser binding when the service does not support the request's`() throws {
        var service = Self.service
        service.singleLogoutServices = [Endpoint(binding: .httpPOST, location: "https://oficina.example/p")]
        #expect(
            try accept(.redirect, from: service).replyTo.transport
                == .endpoint(Endpoint(binding: .httpPOST, location: "https://oficina.example/p")))
    }

    @Test func `rejects a request without an endpoint for the answer, unless none is wanted`() throws {
        var service = Self.service
        service.singleLogoutServices = [Endpoint(binding: .soap, location: "https://oficina.example/s")]
        #expect(throws: RuleViolation.noSingleLogoutService) { try accept(from: service) }
        let accepted = try accept(from: service) { $0.extensions = [LogoutRequest.asynchronous] }
        #expect(accepted.isAsynchronous)
        #expect(accepted.replyTo.transport == .none)
    }

    // MARK: The answer to a request that breaks a rule

    func refusal(_ change: (inout LogoutDraft) -> Void) throws -> Status? {
        let request = try verified(.redirect, change)
        guard let violation = try violation(.redirect, change) else { return nil }
        return LogoutRules.refusal(of: request, from: Self.service.descriptor, breaking: violation)?.outcome.status
    }

    @Test(arguments: [
        ("3.0", StatusCode.requestVersionTooHigh), ("2.1", .requestVersionTooHigh), ("1.1", .requestVersionTooLow),
    ])
    func `answers another Version with VersionMismatch`(_ version: String, _ second: StatusCode) throws {
        let status = try #require(try refusal { $0.version = version })
        #expect(status.code == .versionMismatch && status.subcodes == [second])
    }

    @Test func `answers other reportable violations with Requester`() throws {
        let old = try #require(try refusal { $0.issueInstant = Self.now.addingTimeInterval(-900) })
        #expect(old.code == .requester && old.subcodes == [.requestDenied])
        let over = try #require(try refusal { $0.notOnOrAfter = Self.now.addingTimeInterval(-900) })
        #expect(over.code == .requester && over.subcodes == [.requestDenied])
        let encrypted = try #require(
            try refusal { $0.principal = .other(XMLElement(XMLName(AttackName.saml, "EncryptedID"))) })
        #expect(encrypted.code == .requester && encrypted.subcodes == [.requestUnsupported])
    }

    @Test func `answers nothing to a request for another endpoint or from another issuer`() throws {
        #expect(try refusal { $0.destination = "https://otra.example" } == nil)
        #expect(try refusal { $0.issuer = Issuer(Self.service.entityID, format: .transient) } == nil)
        var other = Self.service
        other.entityID = EntityID(rawValue: "https://otra.example")
        #expect(
            LogoutRules.refusal(
                of: try verified(), from: other.descriptor, breaking: .version(received: "1.1")) == nil)
    }

    // MARK: The answer to the identity provider's request

    func answer(
        _ journey: LogoutJourney = .redirect, to request: MessageID = request,
        _ change: (inout LogoutResponseDraft) -> Void = { _ in }
    ) throws -> AcceptedLogoutResponse {
        var draft = LogoutResponseDraft(
            to: Self.request, from: Self.service.entityID, at: Self.here, now: Self.now)
        change(&draft)
        let verified = try journey.receive(draft.message, relayState: "r", key: Self.service.key)
            .verified(trusting: [Self.service.key.trusted])
        return try LogoutRules.accept(
            verified, from: Self.service.descriptor, inResponseTo: request, at: Self.here, now: Self.now)
    }

    @Test(arguments: LogoutJourney.allCases)
    func `accepts the answer to its request by each binding`(_ journey: LogoutJourney) throws {
        let accepted = try answer(journey)
        #expect(accepted.outcome == .ended)
        #expect(accepted.issuer == Self.service.entityID)
        #expect(accepted.inResponseTo == Self.request)
        #expect(accepted.relayState == (journey == .soap ? nil : "r"))
    }

    @Test func `maps a service's status to an outcome`() throws {
        #expect(try answer { $0.status = Status(.success, .partialLogout) }.outcome == .endedInPart)
        let failed = Status(.responder, .partialLogout, message: "m")
        #expect(try answer { $0.status = failed }.outcome == .failed(failed))
    }

    @Test func `refuses an answer to another request, or to none`() throws {
        let other = MessageID(rawValue: "_other")
        #expect(throws: RuleViolation.inResponseTo(expected: other, received: Self.request)) {
            try answer(to: other)
        }
        #expect(throws: RuleViolation.inResponseTo(expected: Self.request, received: nil)) {
            try answer { $0.inResponseTo = nil }
        }
    }

    @Test func `refuses an answer with a wrong Destination, version, time or issuer format`() throws {
        #expect(throws: RuleViolation.destination(expected: Self.here, received: nil)) {
            try answer { $0.destination = nil }
        }
        #expect(throws: RuleViolation.destination(expected: Self.here, received: "https://x.example")) {
            try answer(.soap) { $0.destination = "https://x.example" }
        }
        #expect(throws: RuleViolation.version(received: "1.1")) { try answer { $0.version = "1.1" } }
        let old = Self.now.addingTimeInterval(-181)
        #expect(throws: RuleViolation.issueInstant(received: old, now: Self.now, allowed: .seconds(180))) {
            try answer { $0.issueInstant = old }
        }
        #expect(throws: RuleViolation.issuerFormat(received: .transient)) {
            try answer { $0.issuer = Issuer(Self.service.entityID, format: .transient) }
        }
    }

    @Test func `refuses the answer of another service than the one asked`() throws {
        var other = Self.service
        other.entityID = EntityID(rawValue: "https://otra.example")
        let draft = LogoutResponseDraft(
            to: Self.request, from: Self.service.entityID, at: Self.here, now: Self.now)
        let verified = try LogoutJourney.redirect.receive(draft.message, key: Self.service.key)
            .verified(trusting: [Self.service.key.trusted])
        #expect(throws: RuleViolation.issuer(expected: other.entityID, received: Self.service.entityID)) {
            try LogoutRules.accept(
                verified, from: other.descriptor, inResponseTo: Self.request, at: Self.here, now: Self.now)
        }
    }
}
