package import Foundation

/// A place for what tests make on disk: one folder for the process, gone when it ends.
package enum TemporaryFolder {
    /// A new name within it; nothing is there yet.
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
