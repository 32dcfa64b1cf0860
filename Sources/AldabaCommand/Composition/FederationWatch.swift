import Broker
import Foundation
import Logging
import Storage

/// Updates the register when the federation's folder changes, while the broker runs.
///
/// Detects changes by the times and sizes of files. Reads them when no file has changed for a second, so that a file
/// that is being written does not count as broken. The register keeps the last readable content of a file that becomes
/// unreadable, and of a folder that becomes unreadable or empty, for example because its disk is not mounted.
actor FederationWatch {
    private let folder: FederationFolder
    private let database: Database
    private let log: Logger
    /// The contents that were loaded into the register last.
    private var contents = FederationFolder.Contents()
    private var loaded: [[UInt8]: FileStamp] = [:]
    private var seen: [[UInt8]: FileStamp] = [:]
    private var reported: Set<String> = []

    init(_ folder: FederationFolder, database: Database, log: Logger) {
        self.folder = folder
        self.database = database
        self.log = log
    }

    /// Loads the folder, at the start of the broker.
    ///
    /// - Throws: `Failure` when the folder cannot be read; `StorageFault`.
    func load() async throws {
        let present = try folder.stamps()
        try await store(try folder.read(), present)
    }

    /// Checks the folder every second until the task is cancelled.
    func run() async {
        await Periodically(every: .seconds(1)).run { await check() }
    }

    /// Checks the folder once. Loads a change when the previous check has already seen it.
    func check() async {
        do {
            let present = try folder.stamps()
            defer { seen = present }
            guard present != loaded else {
                // Earlier faults are over. They are logged again when they return.
                reported = Set(contents.problems)
                return
            }
            guard present == seen else { return }
            let found = try folder.read()
            guard !found.names.isEmpty || contents.entities.isEmpty else {
                return report(["the folder has no metadata files: the loaded entities stay until the next start"]
                )
            }
            try await store(found.keeping(contents.entities), present)
        } catch is CancellationError {
            return
        } catch {
            // The register keeps the loaded entities. The next check tries again.
            report([FailureText.describe(error)])
        }
    }

    private func store(_ found: FederationFolder.Contents, _ stamps: [[UInt8]: FileStamp]) async throws {
        for name in try await found.load(into: database) {
            log.warning(
                "metadata: the folder replaces the decisions about an entity", metadata: ["entity": "\(name)"])
        }
        (contents, loaded, seen) = (found, stamps, stamps)
        report(found.problems)
        log.info("metadata: the folder was read", metadata: ["entities": "\(found.entities.count)"])
    }

    /// Logs each problem once, for as long as it lasts.
    private func report(_ problems: [String]) {
        for problem in problems where !reported.contains(problem) {
            log.error("metadata: a file or the folder cannot be loaded", metadata: ["cause": "\(problem)"])
        }
        reported = Set(problems)
    }
}

extension FederationFolder {
    /// Returns the stamps by the octets of the file names, because names that differ only in Unicode normalisation are
    /// different files.
    ///
    /// - Throws: `Failure`, like ``names()``.
    func stamps() throws(Failure) -> [[UInt8]: FileStamp] {
        let names = try names()
        return Dictionary(uniqueKeysWithValues: names.map { (Array($0.utf8), FileStamp("\(path ?? "")/\($0)")) })
    }
}
