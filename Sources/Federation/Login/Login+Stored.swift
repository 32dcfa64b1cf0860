import Foundation
import SAML

// A login survives in the database between two requests of the browser. What it began with is written once and carried
// along as it is; each move writes the state alone.

extension Login.Beginning {
    /// Everything but the request, which has a stored form of its own because only the rules of SAML may make one.
    private struct Terms: Codable {
        let id: LoginID
        let requirement: AssuranceRequirement
        let offers: [MethodOffer]
        let disclosures: [Disclosure]
        let startedAt: Date
        let expiresAt: Date
    }

    /// The beginning as bytes. Put them back with ``init(stored:)``.
    package func stored() throws -> [UInt8] {
        let terms = Terms(
            id: id, requirement: requirement, offers: offers, disclosures: disclosures, startedAt: startedAt,
            expiresAt: expiresAt)
        return BytePair(try request.stored(), Array(try JSONEncoder().encode(terms))).joined
    }

    /// The beginning that ``stored()`` wrote.
    ///
    /// - Throws: when the bytes are not what ``stored()`` writes.
    package init(stored bytes: [UInt8]) throws {
        let pair = try BytePair(joined: bytes)
        let terms = try JSONDecoder().decode(Terms.self, from: Data(pair.second))
        self.init(
            id: terms.id, request: try AcceptedRequest(stored: pair.first), requirement: terms.requirement,
            offers: terms.offers, disclosures: terms.disclosures, startedAt: terms.startedAt,
            expiresAt: terms.expiresAt)
    }
}

/// A login as it is kept: its beginning and its state, each as bytes.
package struct StoredLogin: Hashable, Sendable {
    /// What `Login.Beginning.stored()` wrote.
    package let beginning: [UInt8]
    private let state: [UInt8]

    /// - Parameter beginning: the stored form of this login's beginning, made once.
    package init(_ login: Login, beginning: [UInt8]) throws {
        self.beginning = beginning
        state = Array(try JSONEncoder().encode(login.state))
    }

    /// - Throws: when `bytes` are not what ``bytes`` were.
    package init(bytes: [UInt8]) throws {
        let pair = try BytePair(joined: bytes)
        beginning = pair.first
        state = pair.second
    }

    package var bytes: [UInt8] { BytePair(beginning, state).joined }

    /// The login, whose beginning is known already.
    ///
    /// - Parameter beginning: what the bytes of this one's beginning say.
    /// - Throws: when the state is not what was written.
    package func login(beginning: Login.Beginning) throws -> Login {
        Login(beginning: beginning, state: try JSONDecoder().decode(Login.State.self, from: Data(state)))
    }
}

/// Two strings of bytes in one: the length of the first in four bytes, the greatest first, then both.
private struct BytePair {
    let first: [UInt8]
    let second: [UInt8]

    struct Malformed: Error {}

    init(_ first: [UInt8], _ second: [UInt8]) {
        self.first = first
        self.second = second
    }

    init(joined bytes: [UInt8]) throws(Malformed) {
        guard bytes.count >= 4 else { throw Malformed() }
        let length = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count - 4 >= length else { throw Malformed() }
        first = Array(bytes[4..<(4 + length)])
        second = Array(bytes[(4 + length)...])
    }

    var joined: [UInt8] {
        let length = UInt32(first.count)
        var bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
        bytes.reserveCapacity(4 + first.count + second.count)
        bytes += first
        bytes += second
        return bytes
    }
}
