import Foundation
import Logging
import Storage

/// Keeps the folder's part of the register as the folder is, while the broker runs.
///
/// Files are known by their times and sizes, and read when none has changed for a second, so that one which is still
/// being written is not taken for broken. A file that cannot be read any more leaves what it held before in the
/// register; so does a folder that cannot be read, or that has suddenly nothing in it, as one does whose disk is away.
actor FederationWatch {
    private let folder: FederationFolder
    private let database: Database
    private let log: Logger
    /// What the register has.
    private var contents = FederationFolder.Contents()
    private var taken: [[UInt8]: FileStamp] = [:]
    private var seen: [[UInt8]: FileStamp] = [:]
    private var told: Set<String> = []

    init(_ folder: FederationFolder, database: Database, log: Logger) {
        self.folder = folder
        self.database = database
        self.log = log
    }

    /// Loads what is there, whatever it is.
    ///
    /// - Throws: `Failure` when the folder cannot be read; `StorageFault`.
    func load() async throws {
        let present = try folder.stamps()
        try await take(try folder.read(), present)
    }

    /// Looks every second until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            await look()
        }
    }

    /// Takes up a change that was there at the last look already.
    func look() async {
        do {
            let present = try folder.stamps()
            defer { seen = present }
            guard present != taken else {
                // Whatever was in the way is over, and is told again when it comes back.
                told = Set(contents.problems)
                return
            }
            guard present == seen else { return }
            let found = try folder.read()
            guard !found.names.isEmpty || contents.entities.isEmpty else {
                return tell(["the folder has no file of metadata any more: what it held stays until the next start"])
            }
            try await take(found.keeping(contents.entities), present)
        } catch is CancellationError {
            return
        } catch {
            // What was loaded stays; the next look tries again.
            tell([FailureText.describe(error)])
        }
    }

    private func take(_ found: FederationFolder.Contents, _ stamps: [[UInt8]: FileStamp]) async throws {
        for name in try await found.load(into: database) {
            log.warning(
                "metadata: what was decided about an entity gives way to the folder", metadata: ["entity": "\(name)"])
        }
        (contents, taken, seen) = (found, stamps, stamps)
        tell(found.problems)
        log.info("metadata: the folder was read", metadata: ["entities": "\(found.entities.count)"])
    }

    /// Each once, for as long as it lasts.
    private func tell(_ problems: [String]) {
        for problem in problems where !told.contains(problem) {
            log.error("metadata: a file or the folder cannot be taken up", metadata: ["cause": "\(problem)"])
        }
        told = Set(problems)
    }
}

/// By what a file is known to have changed: its times, the second of which tells a change of its mode too, and its size.
struct FileStamp: Hashable, Sendable {
    private let numbers: [Int]

    /// Of a file that has gone: no numbers.
    init(_ path: String) {
        var state = stat()
        guard stat(path, &state) == 0 else {
            numbers = []
            return
        }
        numbers = [
            Int(state.st_size), state.st_mtim.tv_sec, state.st_mtim.tv_nsec, state.st_ctim.tv_sec,
            state.st_ctim.tv_nsec,
        ]
    }
}

extension FederationFolder {
    /// By the octets of the files' names: two names that differ in how accents are written are two files.
    ///
    /// - Throws: `Failure` as ``names()``.
    func stamps() throws(Failure) -> [[UInt8]: FileStamp] {
        let names = try names()
        return Dictionary(uniqueKeysWithValues: names.map { (Array($0.utf8), FileStamp("\(path ?? "")/\($0)")) })
    }
}
