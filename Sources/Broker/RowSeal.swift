import Federation
import Foundation
import Secrets

/// What is kept sealed in a row of its own table.
protocol SealedRow: Codable {
    /// Which table: what was sealed for one row is never opened as another's.
    static var place: String { get }
}

extension Session: SealedRow { static var place: String { "session" } }
extension Logout: SealedRow { static var place: String { "logout" } }

/// Keeps what a row says of a person secret: a stolen table tells nothing of anybody.
struct RowSeal<Content: SealedRow> {
    private let seal: Seal
    private let random: RandomSource

    init(_ broker: Broker) {
        seal = Seal(key: broker.keys.sealing)
        random = broker.random
    }

    /// - Parameter id: the row's.
    /// - Throws: what cannot be encoded.
    func close(_ content: Content, id: String) throws -> [UInt8] {
        seal.close(Array(try JSONEncoder().encode(content)), for: place(id), random: random)
    }

    /// - Throws: `SealError` for bytes that were not sealed here for that row; `DecodingError` for those of another version.
    func open(_ sealed: [UInt8], id: String) throws -> Content {
        try JSONDecoder().decode(Content.self, from: Data(try seal.open(sealed, for: place(id))))
    }

    private func place(_ id: String) -> [UInt8] { Array("\(Content.place) \(id)".utf8) }
}
