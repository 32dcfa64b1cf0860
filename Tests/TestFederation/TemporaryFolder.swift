package import Foundation

/// A temporary folder for files of tests: one for each process, deleted when the process ends.
package enum TemporaryFolder {
    /// Returns a new path in the folder. No file exists there yet.
    package static func url(for name: String) throws -> URL {
        try root.get().appending(path: "\(name)-\(UUID().uuidString)")
    }

    private static let root = Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aldaba-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit { TemporaryFolder.remove() }
        return folder
    }

    private static func remove() {
        if let folder = try? root.get() { try? FileManager.default.removeItem(at: folder) }
    }
}
