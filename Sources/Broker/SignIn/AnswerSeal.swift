import Federation
import Foundation
import Secrets

/// Seals an answer, with the cookie of the session that it opens, under the cookie that the login has from the answer on:
/// no other browser, and nobody with the table alone, can read it.
struct AnswerSeal {
    private let seal: Seal
    private let place: [UInt8]
    private let random: RandomSource

    init(_ broker: Broker, _ open: OpenLogin) {
        seal = Seal(handle: open.answerHandle, key: broker.keys.handles)
        place = Array("answer \(open.login.id.rawValue)".utf8)
        random = broker.random
    }

    func close(_ answer: Answer) throws -> [UInt8] {
        seal.close(Array(try JSONEncoder().encode(answer)), for: place, random: random)
    }

    func open(_ sealed: [UInt8]) throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: Data(try seal.open(sealed, for: place)))
    }
}
