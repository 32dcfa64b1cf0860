import Synchronization

/// Browsers whose test has ended, by their options, for the next test.
enum IdleBrowsers {
    private static let idle = Mutex<[BrowserOptions: [BrowserProcess]]>([:])

    /// An idle browser with those options, or a new one.
    static func take(_ options: BrowserOptions) async throws -> BrowserProcess {
        if let kept = idle.withLock({ $0[options]?.popLast() }) { return kept }
        return try await BrowserProcess(options)
    }

    /// Clears a browser and keeps it for the next test.
    ///
    /// - Returns: false when it cannot be used again: the caller stops it.
    static func keep(_ process: BrowserProcess) async -> Bool {
        guard process.options.clientCertificate == nil, !process.options.isPhone else { return false }
        do { try await process.clear() } catch { return false }
        idle.withLock { $0[process.options, default: []].append(process) }
        return true
    }
}
