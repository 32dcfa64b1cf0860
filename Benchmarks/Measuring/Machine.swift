import Foundation

/// The machine and the conditions of the measurement.
enum Machine {
    /// The processor, load, system, build and date, in two lines.
    static var description: String {
        let date = Date().formatted(
            .iso8601.dateSeparator(.dash).year().month().day().timeSeparator(.colon).time(
                includingFractionalSeconds: false))
        return """
            \(date) UTC, \(processor), \(ProcessInfo.processInfo.processorCount) processors, load \(load)
            \(ProcessInfo.processInfo.operatingSystemVersionString), \(build) build
            """
    }

    /// Whether this is an optimised build. The figures of a debug build are meaningless.
    static var isOptimised: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }

    private static var build: String { isOptimised ? "release" : "debug" }

    private static var processor: String {
        let lines = text("/proc/cpuinfo").split(separator: "\n")
        let name = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        return name?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    }

    /// The load average over 1, 5 and 15 minutes.
    private static var load: String { text("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ") }

    private static func text(_ file: String) -> String {
        (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    }
}
