import Foundation

// A release build, such as that of the benchmarks, has no module Testing.
#if canImport(Testing)
    package import Testing
#endif

/// Whether the tests of this run may start servers, browsers and the programs of this package.
///
/// `make check` sets `ALDABA_TEST_PROCESSES=none`: it runs only tests that need no such process.
package enum ProcessPermission {
    package static let isGiven = ProcessInfo.processInfo.environment["ALDABA_TEST_PROCESSES"] != "none"

    /// Programs that read, write and end. Every test may run them.
    private static let tools: Set = ["curl", "openssl", "xmllint", "xmlsec1"]

    /// - Throws: `ProcessNotPermitted` when this run starts no processes and the program is not a tool.
    package static func require(for program: String) throws(ProcessNotPermitted) {
        guard isGiven || tools.contains(program) else { throw ProcessNotPermitted(program: program) }
    }
}

/// A test started a process in a run without processes.
package struct ProcessNotPermitted: Error, CustomStringConvertible {
    package let program: String
    package var description: String {
        "\(program) is started by a test without the trait .startsProcesses; add the trait to its suite"
    }
}

#if canImport(Testing)
    extension Trait where Self == ConditionTrait {
        /// Marks a suite or a test that starts a server, a browser or a program of this package. `make check` skips it.
        package static var startsProcesses: Self {
            .enabled(if: ProcessPermission.isGiven, "starts a process")
        }
    }
#endif
