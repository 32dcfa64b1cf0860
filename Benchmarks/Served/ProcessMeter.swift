import Foundation

/// The resources that another process has used, from /proc.
struct ProcessMeter {
    let identifier: Int32

    /// The processor time of all its threads, in seconds, with the resolution of a clock tick (10 ms).
    var processorTime: Double {
        let line = text("stat")
        // The program's name, in parentheses, may contain spaces, so fields are counted after it.
        let fields = line[(line.lastIndex(of: ")") ?? line.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The present resident memory, in kibibytes.
    var resident: Int { status("VmRSS:") }

    /// The peak of resident memory since ``forgetPeak()``, in kibibytes.
    var peak: Int { status("VmHWM:") }

    /// Resets the peak to the present value. See proc(5), clear_refs.
    func forgetPeak() {
        try? "5".write(toFile: "/proc/\(identifier)/clear_refs", atomically: false, encoding: .utf8)
    }

    /// All processes of this machine.
    static var all: [ProcessMeter] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.map(ProcessMeter.init)
    }

    /// The program and its arguments.
    var arguments: [String] { text("cmdline").split(separator: "\0").map(String.init) }

    /// The identifier of the parent process; 0 when the process has ended.
    var parent: Int32 { Int32(status("PPid:")) }

    private func status(_ name: String) -> Int {
        let line = text("status").split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }

    private func text(_ file: String) -> String {
        (try? String(contentsOfFile: "/proc/\(identifier)/\(file)", encoding: .utf8)) ?? ""
    }
}
