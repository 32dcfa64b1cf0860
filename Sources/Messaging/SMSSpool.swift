package import Broker
import Citizens
package import Foundation
import Synchronization

/// A folder that replaces the telephone in development: one JSON file for each message.
///
/// Its files contain codes in plain text. Outside development mode, the program refuses to start with it.
package struct SMSSpool: Sendable {
    /// The content of a message's file.
    package struct Entry: Codable, Hashable, Sendable {
        package let sentAt: Date
        /// E.164.
        package let to: String
        package let text: String
        package let validUntil: Date
    }

    private let folder: URL

    /// Opens a folder, and creates it when it is missing.
    ///
    /// - Throws: The error of the file system when the folder cannot be created.
    package init(folder: String) throws {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Returns a gateway that writes each message to the folder. Each file is written atomically.
    package func gateway(time: TimeSource) -> SMSGateway {
        let sequence = Sequence()
        return SMSGateway { [folder] message in
            let now = time.now()
            let entry = Entry(
                sentAt: now, to: message.recipient.text, text: message.text, validUntil: message.validUntil)
            let name = "\(Int64(now.timeIntervalSince1970 * 1000))-\(sequence.next())-\(UUID().uuidString).json"
            // Readers see whole files only. A message of development mode may be lost in a power failure.
            let unfinished = folder.appending(path: ".\(name).part").path
            try Self.encoder.encode(entry).write(to: URL(filePath: unfinished))
            guard rename(unfinished, folder.appending(path: name).path) == 0 else {
                throw SMSFailure.temporary("the spool cannot be written: errno \(errno)")
            }
        }
    }

    /// Returns the newest messages of the folder, newest first, at most `count`.
    package func entries(count: Int = 50) throws -> [Entry] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(".json") }.sorted(by: >).prefix(count).compactMap { name in
            guard let data = FileManager.default.contents(atPath: folder.appending(path: name).path) else { return nil }
            return try? Self.decoder.decode(Entry.self, from: data)
        }
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }

    /// A sequence number for file names. Keeps messages of the same millisecond in order.
    private final class Sequence: Sendable {
        private let value = Mutex(0)

        func next() -> String {
            let number = value.withLock { value in
                value += 1
                return value
            }
            return String(repeating: "0", count: max(0, 9 - "\(number)".count)) + "\(number)"
        }
    }
}
