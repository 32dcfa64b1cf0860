import Foundation

/// The limit of file descriptors of this process.
enum OpenFiles {
    /// The hard limit. Nil when the system does not report it.
    static var hardLimit: Int? { limits.map { Int(clamping: $0.rlim_max) } }

    /// Raises the soft limit to the hard limit.
    ///
    /// - Returns: The new limit. Nil when the system does not report it.
    @discardableResult
    static func raiseLimit() -> Int? {
        guard var raised = limits else { return nil }
        raised.rlim_cur = raised.rlim_max
        _ = setrlimit(resource, &raised)
        return limits.map { Int(clamping: $0.rlim_cur) }
    }

    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

    private static var limits: rlimit? {
        var limits = rlimit()
        return getrlimit(resource, &limits) == 0 ? limits : nil
    }
}
