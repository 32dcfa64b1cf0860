import Foundation
import SAML

extension Login {
    /// Reads a login that the release with 15 migrations stored: the length of the beginning, the beginning, the state.
    /// The beginning is the length of the request, the request, the terms. Request, terms and state are JSON.
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

    /// Reads two octet strings: the length of the first one (four octets, big-endian), the first one, the second one.
    private static func pair(_ octets: [UInt8]) throws -> ([UInt8], [UInt8]) {
        guard octets.count >= 4 else { throw Malformed() }
        let length = octets[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard octets.count - 4 >= length else { throw Malformed() }
        return (Array(octets[4..<(4 + length)]), Array(octets[(4 + length)...]))
    }
}
