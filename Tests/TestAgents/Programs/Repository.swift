import Foundation

/// Where the things are that tests start.
package enum Repository {
    /// The package's folder.
    package static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// A program of this package, built together with the tests: beside the bundle that runs now.
    ///
    /// `ALDABA_TEST_PROGRAMS` names another folder, to try tests against a build made elsewhere.
    package static func program(_ name: String) throws -> String {
        let folder =
            try ProcessInfo.processInfo.environment["ALDABA_TEST_PROGRAMS"]
            ?? URL(fileURLWithPath: FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .deletingLastPathComponent().path
        let path = folder + "/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else { throw NotBuilt(path: path) }
        return path
    }

    struct NotBuilt: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is not there: swift build --build-tests" }
    }
}
