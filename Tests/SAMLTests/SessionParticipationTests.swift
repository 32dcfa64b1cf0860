import Foundation
import SAML
import TestFederation
import Testing

/// The sessions that a logout request ends.
@Suite struct SessionParticipationTests {
    static let service = LogoutRulesTests.service.entityID
    static let idp = LogoutRulesTests.idp
    static let name = LogoutRulesTests.name
    static let participations = [
        SessionParticipation(service: service, nameID: name, sessionIndex: "_1"),
        SessionParticipation(service: service, nameID: name, sessionIndex: "_2"),
        SessionParticipation(service: service, nameID: name, sessionIndex: nil),
    ]

    func sessions(
        _ principal: NameID = name, _ indexes: [String] = [],
        among participations: [SessionParticipation] = participations
    ) throws -> [SessionParticipation] {
        try LogoutRulesTests().accept {
            $0.principal = .named(principal)
            $0.sessionIndexes = indexes
        }.sessions(among: participations, of: Self.idp)
    }

    @Test func `no SessionIndex means all sessions, and one match is enough`() throws {
        #expect(try sessions() == Self.participations)
        #expect(try sessions(Self.name, ["_2"]) == [Self.participations[1]])
        #expect(try sessions(Self.name, ["_9", "_1"]) == [Self.participations[0]])
        #expect(try sessions(Self.name, ["_9"]).isEmpty)
    }

    @Test func `a service ends no session that was opened for another`() throws {
        let others = [
            SessionParticipation(
                service: EntityID(rawValue: "https://otra.example"), nameID: Self.name, sessionIndex: "_1")
        ]
        #expect(try sessions(among: others).isEmpty)
    }

    static let others = [
        NameID("_N", format: .persistent, nameQualifier: idp.rawValue, spNameQualifier: service.rawValue),
        NameID("_n ", format: .persistent, nameQualifier: idp.rawValue, spNameQualifier: service.rawValue),
        NameID("_n", format: .transient, nameQualifier: idp.rawValue, spNameQualifier: service.rawValue),
        NameID("_n", nameQualifier: idp.rawValue, spNameQualifier: service.rawValue),
        NameID("_n", format: .persistent, nameQualifier: "https://otro.example", spNameQualifier: service.rawValue),
        NameID("_n", format: .persistent, nameQualifier: idp.rawValue, spNameQualifier: "https://otra.example"),
        NameID("_n", format: .persistent, nameQualifier: idp.rawValue, spNameQualifier: ""),
        NameID(
            "_n", format: .persistent, nameQualifier: idp.rawValue, spNameQualifier: service.rawValue,
            spProvidedID: "x"),
    ]

    @Test(arguments: others) func `another value, format or qualifier is another person`(_ name: NameID) throws {
        #expect(try sessions(name).isEmpty)
    }

    @Test func `a qualifier that means a party itself may be omitted`() throws {
        #expect(try sessions(NameID("_n", format: .persistent)) == Self.participations)
        #expect(try sessions(NameID("_n", format: .persistent, nameQualifier: Self.idp.rawValue)).count == 3)
    }

    @Test func `other formats need their qualifiers, and no Format means unspecified`() throws {
        let mail = NameID("a@b.example", format: .emailAddress, nameQualifier: "q")
        let plain = NameID("x", format: .unspecified)
        let given = [mail, plain].map { SessionParticipation(service: Self.service, nameID: $0, sessionIndex: nil) }
        #expect(try sessions(NameID("a@b.example", format: .emailAddress), among: given).isEmpty)
        #expect(try sessions(mail, among: given) == [given[0]])
        let bare = NameID("a@b.example", format: .emailAddress)
        let qualified = NameID("a@b.example", format: .emailAddress, nameQualifier: Self.idp.rawValue)
        let known = [SessionParticipation(service: Self.service, nameID: qualified, sessionIndex: nil)]
        #expect(try sessions(bare, among: known).isEmpty)
        #expect(try sessions(NameID("x"), among: given) == [given[1]])
    }

    @Test func `values are compared by octets`() throws {
        let composed = SessionParticipation(
            service: Self.service, nameID: NameID("\u{E9}", format: .transient), sessionIndex: "\u{E9}")
        #expect(try sessions(NameID("e\u{301}", format: .transient), among: [composed]).isEmpty)
        #expect(try sessions(NameID("\u{E9}", format: .transient), ["e\u{301}"], among: [composed]).isEmpty)
        #expect(try sessions(NameID("\u{E9}", format: .transient), ["\u{E9}"], among: [composed]) == [composed])
    }
}
