import Foundation
import Synchronization

/// Reads the messages that a broker in development mode writes to its spool folder, each once.
final class SpooledMessages: Sendable {
    private let folder: URL
    private let state = Mutex(State())

    private struct State {
        var seen: Set<String> = []
        /// The texts of the messages, by telephone number.
        var texts: [String: String] = [:]
    }

    private struct Entry: Decodable {
        let to: String
        let text: String
    }

    init(_ folder: URL) {
        self.folder = folder
    }

    /// Blocks the calling thread until a message for that telephone has arrived, at most ten seconds, and returns it.
    func message(to phone: String) throws -> String {
        for _ in 0..<5_000 {
            if let text = state.withLock({ take(phone, &$0) }) { return text }
            Thread.sleep(forTimeInterval: 0.002)
        }
        throw Telephone.Silence()
    }

    private func take(_ phone: String, _ state: inout State) -> String? {
        if let text = state.texts.removeValue(forKey: phone) { return text }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasSuffix(".json") && state.seen.insert(name).inserted {
            guard let data = FileManager.default.contents(atPath: folder.appending(path: name).path),
                let entry = try? JSONDecoder().decode(Entry.self, from: data)
            else { continue }
            state.texts[entry.to] = entry.text
        }
        return state.texts.removeValue(forKey: phone)
    }
}
