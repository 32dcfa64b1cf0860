import Foundation
import TestAgents
import Testing

/// Tests of citizens who sign in at third-party services, through the real program.
@Suite(.startsProcesses) struct ForeignServiceSignInTests {
    @Test(arguments: ForeignServiceProvider.Software.allCases)
    func `accepts PIN and permanent key, and receives a cancellation`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let broker = try await RunningBroker.start()
        // Two citizens, because a citizen gets only one message in half a minute.
        let phones = [
            "12345678Z": try await broker.addCitizen("12345678Z", phone: "+34600000001"),
            "00000000T": try await broker.addCitizen("00000000T", phone: "+34600000002"),
        ]
        let service = try await ForeignServiceProvider.start(software, at: broker, level: EIDAS.substantial)

        var names: Set<String?> = []
        for (document, phone) in phones {
            let signIn = SignIn(broker: broker, agent: HTTPAgent())
            let selection = try await signIn.arrive(try await service.beginLogin(with: signIn.agent))
            let usesPIN = document == "12345678Z"
            let page = try await signIn.choose(usesPIN ? "pin" : "permanent-key", on: selection)
            let answer =
                try await usesPIN
                ? signIn.pin(document, validUntil: "01/01/2035", phone: phone, on: page)
                : signIn.permanentKey(document, phone: phone, on: page)
            let outcome = try await service.outcome(of: try await signIn.submitAnswer(answer), for: signIn.agent)
            #expect(outcome.isAccepted, "\(outcome)\n\(service.log)")
            #expect(outcome.attributes[EIDAS.personIdentifier] == ["ES/ES/\(document)"])
            #expect(outcome.level == EIDAS.substantial)
            names.insert(outcome.nameID)
        }
        #expect(names.count == 2)

        let signIn = SignIn(broker: broker, agent: HTTPAgent())
        let selection = try await signIn.arrive(try await service.beginLogin(with: signIn.agent))
        let answer = try await signIn.cancel(on: selection)
        let outcome = try await service.outcome(of: try await signIn.submitAnswer(answer), for: signIn.agent)
        #expect(!outcome.isAccepted)
        #expect(outcome.reason != nil)
    }
}
