import Foundation
import Octets
import SAML
import Testing

@testable import Federation

/// A logout in progress, without messages.
struct LogoutTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private static func share(
        _ service: String, _ index: String, name: String = "a", in session: String = "s"
    ) -> LogoutParticipant.Share {
        LogoutParticipant.Share(
            SessionParticipation(
                service: EntityID(rawValue: service), nameID: NameID(name, format: .persistent), sessionIndex: index),
            in: session)
    }

    private static func logout(_ routes: [String: [LogoutParticipant.Route]]) -> Logout {
        let participants = LogoutParticipant.participants(for: routes.keys.sorted().map { share($0, "_\($0)") }) {
            routes[$0.rawValue] ?? []
        }
        return Logout(replyTo: nil, participants: participants, at: now)
    }

    @Test func `one participant has all sessions of a service under one NameID`() {
        let participants = LogoutParticipant.participants(for: [
            Self.share("urn:a", "_1"), Self.share("urn:b", "_2"), Self.share("urn:a", "_3"),
            Self.share("urn:a", "_4", name: "another"),
        ]) { _ in [.browser] }
        #expect(participants.map { $0.participations.compactMap(\.sessionIndex) } == [["_4"], ["_1", "_3"], ["_2"]])
    }

    @Test func `two NameIDs that differ only in the encoding of an accent are two participants`() {
        let participants = LogoutParticipant.participants(for: [
            Self.share("urn:a", "_1", name: "\u{E9}"), Self.share("urn:a", "_2", name: "e\u{301}"),
            Self.share("urn:\u{E9}", "_3"), Self.share("urn:e\u{301}", "_4"),
        ]) { _ in [.browser] }
        #expect(participants.map { $0.participations.compactMap(\.sessionIndex) } == [["_2"], ["_1"], ["_3"], ["_4"]])
    }

    @Test func `lists only the services of one session, and another open session makes the logout partial`() {
        let participants = LogoutParticipant.participants(for: [
            Self.share("urn:a", "_1"), Self.share("urn:b", "_2", in: "t"),
        ]) { _ in
            [.browser]
        }
        var logout = Logout(replyTo: nil, participants: participants, at: Self.now)
        #expect(logout.services(of: "t").map(\.entityID.rawValue) == ["urn:b"])
        #expect(logout.services(of: nil).isEmpty)
        let isSettled = logout.conclude(as: .ended)
        #expect(isSettled)
        #expect(logout.isOpen(outside: "s") && !logout.isOpen(outside: "t"))
        logout.conclude(as: .otherBrowser)
        #expect(logout.isOver && logout.outcome == .endedInPart)
    }

    @Test func `services by SOAP come first, and a service without an endpoint is given up at once`() {
        let logout = Self.logout(["urn:a": [.browser], "urn:b": [.server], "urn:c": []])
        #expect(logout.participants.map(\.service.rawValue) == ["urn:b", "urn:c", "urn:a"])
        #expect(logout.participants[1].outcome == .noEndpoint)
    }

    @Test func `a route without an answer is followed by the next route`() throws {
        var logout = Self.logout(["urn:a": [.browser, .server]])
        logout.recordRequest(MessageID(rawValue: "_r"))
        #expect(logout.current?.isRequestSent == true)
        logout.conclude(as: .noAnswer)
        #expect(logout.current?.route == .server && logout.current?.isRequestSent == false)
        logout.conclude(as: .ended)
        #expect(logout.isOver && logout.outcome == .ended)
    }

    @Test(arguments: [LogoutParticipant.Outcome.endedInPart, .refused, .noAnswer, .unreachable, .noEndpoint])
    func `any result other than an end makes the logout partial`(_ outcome: LogoutParticipant.Outcome) {
        var logout = Self.logout(["urn:a": [.browser], "urn:b": [.browser]])
        logout.conclude(as: .ended)
        logout.conclude(as: outcome)
        #expect(logout.isOver && logout.outcome == .endedInPart)
    }

    @Test(arguments: [(LogoutParticipant.Outcome.refused, LogoutOutcome.ended), (.noAnswer, .endedInPart)])
    func `a service that ended the session of the newest NameID may refuse earlier ones`(
        _ earlier: LogoutParticipant.Outcome, _ outcome: LogoutOutcome
    ) {
        let participants = LogoutParticipant.participants(for: [
            Self.share("urn:a", "_1", name: "old"), Self.share("urn:a", "_2", name: "new"),
        ]) { _ in [.browser] }
        var logout = Logout(replyTo: nil, participants: participants, at: Self.now)
        logout.conclude(as: .ended)
        #expect(logout.services(of: "s").map(\.outcome) == [nil])
        logout.conclude(as: earlier)
        #expect(logout.outcome == outcome && logout.services(of: "s").count == 1)
    }

    @Test func `an answer counts only for its service and its request, and an end is final`() {
        var logout = Self.logout(["urn:a": [.browser], "urn:b": [.browser]])
        let request = MessageID(rawValue: "_r")
        logout.recordRequest(request)
        let (a, b) = (EntityID(rawValue: "urn:a"), EntityID(rawValue: "urn:b"))
        #expect(logout.settle(request, of: b, as: .ended) == nil)
        #expect(logout.settle(MessageID(rawValue: "_s"), of: a, as: .ended) == nil)
        #expect(logout.settle(request, of: a, as: .ended)?.service == a)
        #expect(logout.settle(request, of: a, as: .refused) == nil)
        #expect(logout.current?.service == b)
    }

    @Test func `is read back as it was written`() throws {
        var logout = Self.logout(["urn:a": [.browser, .server], "urn:b": []])
        logout.recordRequest(MessageID(rawValue: "_r"))
        var fields = FieldWriter()
        fields.write(logout)
        var reader = FieldReader(fields.octets, version: 1)
        #expect(try reader.read() == logout)
        try reader.finish()
    }

    @Test(arguments: [
        ("ended", LogoutParticipant.Outcome.ended), ("endedInPart", .endedInPart), ("refused", .refused),
        ("silent", .noAnswer), ("unreachable", .unreachable), ("noWay", .noEndpoint), ("elsewhere", .otherBrowser),
    ])
    func `reads the JSON that release 15 sealed`(_ stored: String, _ outcome: LogoutParticipant.Outcome) throws {
        let json = """
            {"startedAt":0,"begunIn":"s","replyTo":{"request":"_q","issuer":"urn:c","way":{"exchange":{}},"relayState":"r"},
            "stops":[{"session":"s","routes":["browser"],"requests":["_r"],"isAsked":true,"ending":"\(stored)",
            "participations":[{"service":"urn:a","nameID":{"value":"a"},"sessionIndex":"_1"}]}]}
            """
        let logout = try JSONDecoder().decode(Logout.self, from: Data(json.utf8))
        #expect(logout.begunIn == "s" && logout.replyTo?.transport == .exchange && logout.replyTo?.relayState == "r")
        let participant = try #require(logout.participants.first)
        #expect(participant.outcome == outcome && outcome.rawValue == stored)
        #expect(participant.isRequestSent && participant.requests == [MessageID(rawValue: "_r")])
    }
}
