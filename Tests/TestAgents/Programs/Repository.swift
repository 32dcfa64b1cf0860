import Foundation

/// The locations of programs and files for tests.
package enum Repository {
    /// The package's folder.
    package static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Returns the path of a program of this package from the same build, in the folder of the test bundle.
    ///
    /// `ALDABA_TEST_PROGRAMS` names another folder, to run tests against another build.
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
