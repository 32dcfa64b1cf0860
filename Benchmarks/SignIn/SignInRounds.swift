import Broker
import Foundation
import SAML
import TestFederation

/// Measures sequential sign-ins, on a thread of its own.
struct SignInRounds {
    let world: SignInWorld
    let storage: MeasuredStorage
    let port: Int
    let journey: Journey
    let visitors: [Visitor]
    let rounds: Int

    struct Wrong: Error {}

    func measure() throws -> SignInFigures {
        let browser = SignInBrowser(port: port) { [world] _ in try world.telephone.nextMessage() }
        let size = visitors.count / rounds
        let sessions = journey == .session ? try begin(visitors.prefix(size), with: browser) : []
        var whole: [Double] = []
        var client: [Double] = []
        var reading = StorageMeter.Reading()
        var roundTrips: Int?
        for round in 0..<rounds {
            let visitors = visitors[round * size..<(round + 1) * size]
            // The services' own work is not measured.
            let queries = try visitors.map { _ in try query() }
            let tabs = sessions.isEmpty ? visitors.map(browser.tab) : sessions
            settle()
            _ = world.meter.take()
            let roundTripsBefore = storage.roundTrips()
            let (start, startOfThread) = (CPUClock.process, CPUClock.thread)
            for ((visitor, tab), query) in zip(zip(visitors, tabs), queries) {
                let answer = try browser.signIn(visitor, journey, in: tab, query: query)
                if round == 0 { try check(answer) }
            }
            let spentByThread = CPUClock.thread - startOfThread
            settle()
            guard round > 0 else { continue }
            whole.append((CPUClock.process - start) / Double(size))
            client.append(spentByThread / Double(size))
            reading = world.meter.take()
            if let now = storage.roundTrips(), let roundTripsBefore { roundTrips = now - roundTripsBefore }
        }
        return SignInFigures(
            whole: Measurement(rounds: whole), browser: Measurement(rounds: client).median,
            exchanges: try exchanges(), storage: reading.share(of: size),
            counts: StorageCounts(reading, roundTrips: roundTrips, operations: size))
    }

    /// Signs in by PIN, and keeps the tabs with the session's cookie.
    private func begin(_ visitors: ArraySlice<Visitor>, with browser: SignInBrowser) throws -> [BrowserTab] {
        try visitors.map { visitor in
            let tab = browser.tab(of: visitor)
            _ = try browser.signIn(visitor, .pin, in: tab, query: query())
            return tab
        }
    }

    /// Measures the minimum cost of that number of requests, with an unknown address.
    private func exchanges() throws -> Double {
        let connection = try HTTPConnection(port: port, from: Visitor(number: 0).address)
        let request = SignInBrowser.get("/static/0/nothing", cookie: nil)
        return try Measurement.of {
            for _ in 0..<SignInBrowser.requests { _ = try connection.send(request) }
        }.median
    }

    private func query() throws -> String {
        let request = world.office.request(to: world.signIn.settings.singleSignOnService, at: Date()) { draft in
            draft.requestedAuthnContext = RequestedAuthnContext(comparison: .minimum, classes: [.eidasLow])
        }
        return try world.office.query(request, relayState: "ticket-1234")
    }

    /// Checks that a sign-in was measured: the answer has an assertion, and the broker's signature covers it.
    private func check(_ answer: String) throws {
        let authentic = try PostBinding.receive(Response.self, samlMessage: answer, relayState: nil)
            .authentic(trusting: [world.key.trusted])
        guard authentic.response.status.isSuccess, authentic.response.assertions.count == 1 else { throw Wrong() }
    }

    /// Waits, without using the processor, for the dispatcher's remaining work, which belongs to the sign-in.
    private func settle() {
        Thread.sleep(forTimeInterval: 0.03)
    }
}
