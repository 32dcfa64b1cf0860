import Foundation

/// Limits of file descriptors.
package enum OpenFileLimit {
    /// Raises the soft limit of this process to the hard limit, for tests that open thousands of connections.
    package static func raise() throws {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limits = rlimit()
        guard getrlimit(resource, &limits) == 0 else { throw SystemCallFailure("getrlimit") }
        limits.rlim_cur = limits.rlim_max
        guard setrlimit(resource, &limits) == 0 else { throw SystemCallFailure("setrlimit") }
    }

    /// Returns a command that runs a program with a hard limit. Nil keeps the limit of this process.
    static func command(
        _ program: String, _ arguments: [String], _ descriptors: Int?
    ) -> (executable: String, arguments: [String]) {
        guard let descriptors else { return (program, arguments) }
        return ("sh", ["-c", "ulimit -n \(descriptors) && exec \"$@\"", "sh", program] + arguments)
    }
}
