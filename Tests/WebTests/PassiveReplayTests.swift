import Broker
import Federation
import Foundation
import SAML
import Secrets
import TestAgents
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests a passive request that another browser sends a second time.
struct PassiveReplayTests {
    private static func query(_ walk: SessionWalk) throws -> String {
        try walk.world.library.query(walk.world.request(walk.world.library, .minimum, .low) { $0.isPassive = true })
    }

    private static func address(_ location: URL?) throws -> String {
        let location = try #require(location)
        return location.path + (location.query().map { "?\($0)" } ?? "")
    }

    @Test func `another browser gets no answer, with or without the mark of repetition, and the owner gets it`()
        async throws
    {
        try await SessionWalk.with { walk in
            let query = try Self.query(walk)
            let owner = try await LoginBrowser(port: walk.port, query: query, jar: walk.jar)
            let replayed = try await walk.getWithoutCookies("/saml/sso?" + query)
            let address = try Self.address(replayed.location)
            #expect(address.hasSuffix("?repeated=1"))
            let marked = try await walk.getWithoutCookies(address)
            #expect(marked.status == 400)
            let unmarked = try await walk.getWithoutCookies(owner.path)
            #expect(unmarked.status == 404)
            let guessed = try await walk.getWithoutCookies(
                owner.path + "?refusal=" + String(repeating: "A", count: 43))
            #expect(guessed.status == 404)
            for page in [marked, unmarked, guessed] {
                #expect(!page.page.forms.contains { $0.has("SAMLResponse") || $0.has("RelayState") })
            }
            let first = try await owner.page()
            let answer = first.status == 303 ? try await owner.page(at: first.location) : first
            #expect(try walk.status(answer) == [.responder, .noPassive])
        }
    }

    @Test func `the ticket of a browser without cookies is not valid for another request`() async throws {
        try await SessionWalk.with { walk in
            let passive = try await walk.getWithoutCookies("/saml/sso?" + Self.query(walk))
            let ticket = try #require(passive.location?.query())
            let second = try #require(try await walk.getWithoutCookies("/saml/sso?" + Self.query(walk)).location)
            #expect(try await walk.getWithoutCookies("\(second.path)?\(ticket)").status == 404)
            let other = try await walk.login(at: walk.world.office, .low)
            #expect(try await walk.getWithoutCookies("\(other.path)?\(ticket)").status == 404)
            let id = try #require(LoginID(rawValue: String(other.path.split(separator: "/")[1])))
            let own = walk.world.signIn.refusalTicket(of: id)
            let forced = try await walk.getWithoutCookies("\(other.path)?refusal=\(own.text)")
            #expect(forced.status == 404, "an interactive login is not refused with a ticket")
        }
    }

    @Test func `a browser refused without its cookie gets 404 when it sends the cookie later`() async throws {
        try await SessionWalk.with { walk in
            let url = try #require(URL(string: "\(walk.origin)/saml/sso?\(Self.query(walk))"))
            let begun = try await walk.send(HTTPRequest("GET", url))
            let address = try Self.address(begun.location)
            #expect(try walk.status(await walk.getWithoutCookies(address)) == [.responder, .noPassive])
            let later = try await walk.send(HTTPRequest("GET", #require(URL(string: walk.origin + address))))
            #expect(later.status == 404)
        }
    }

    @Test func `an answer from a session does not open with the ticket`() async throws {
        try await SessionWalk.with { walk in
            _ = try await walk.signIn(.ana, at: walk.world.office, .low)
            let login = try await LoginBrowser(port: walk.port, query: Self.query(walk), jar: walk.jar)
            #expect(try walk.status(await login.page()) == [.success])
            let id = try #require(LoginID(rawValue: String(login.path.split(separator: "/")[1])))
            let ticket = walk.world.signIn.refusalTicket(of: id)
            #expect(try await walk.getWithoutCookies("\(login.path)?refusal=\(ticket.text)").status == 404)
        }
    }
}
