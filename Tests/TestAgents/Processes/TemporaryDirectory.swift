package import Foundation

/// A new, empty folder that only this user can read. Removed with its content when this object is destroyed.
package final class TemporaryDirectory: Sendable {
    package let url: URL
    package var path: String { url.path }

    /// Its name is short: Chromium makes sockets below it, whose whole path has room for 107 octets.
    package init(_ purpose: String = "test") throws {
        let number = UInt64.random(in: 0...UInt64.max)
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("aldaba-\(purpose)-\(String(number, radix: 36))", isDirectory: true)
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Returns the path of a name in this folder.
    package func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a file that only this user can read, as required for secrets, and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name))
        return path(name)
    }
}
