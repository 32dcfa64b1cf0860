import Foundation
import SAML

extension Login {
    /// Reads what the release with 15 migrations stored for a login: the beginning and the state, the former preceded by
    /// its length. The beginning is the request and the terms, the former preceded by its length. All are JSON.
    package init(release15 octets: [UInt8]) throws {
        let (beginning, state) = try Self.pair(octets)
        let (request, terms) = try Self.pair(beginning)
        let decoder = JSONDecoder()
        let settled = try decoder.decode(Terms.self, from: Data(terms))
        self.init(
            beginning: Beginning(
                id: settled.id, request: try AcceptedRequest(json: request), requirement: settled.requirement,
                offers: settled.offers, disclosures: settled.disclosures, startedAt: settled.startedAt,
                expiresAt: settled.expiresAt),
            state: try decoder.decode(State.self, from: Data(state)))
    }

    private struct Terms: Decodable {
        let id: LoginID
        let requirement: AssuranceRequirement
        let offers: [MethodOffer]
        let disclosures: [Disclosure]
        let startedAt: Date
        let expiresAt: Date
    }

    private struct Malformed: Error {}

    /// Two strings of octets: the length of the first in four octets, the highest first, then both.
    private static func pair(_ octets: [UInt8]) throws -> ([UInt8], [UInt8]) {
        guard octets.count >= 4 else { throw Malformed() }
        let length = octets[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard octets.count - 4 >= length else { throw Malformed() }
        return (Array(octets[4..<(4 + length)]), Array(octets[(4 + length)...]))
    }
}
