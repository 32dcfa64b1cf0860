import Foundation

/// Limits of file descriptors.
package enum OpenFileLimit {
    /// Raises that of this process as far as the process may, for tests that open thousands of connections.
    package static func raise() throws {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limits = rlimit()
        guard getrlimit(resource, &limits) == 0 else { throw SystemCallFailure("getrlimit") }
        limits.rlim_cur = limits.rlim_max
        guard setrlimit(resource, &limits) == 0 else { throw SystemCallFailure("setrlimit") }
    }

    /// A command whose program has that hard limit; nil leaves it that of this process.
    static func command(
        _ program: String, _ arguments: [String], _ descriptors: Int?
    ) -> (executable: String, arguments: [String]) {
        guard let descriptors else { return (program, arguments) }
        return ("sh", ["-c", "ulimit -n \(descriptors) && exec \"$@\"", "sh", program] + arguments)
    }
}
