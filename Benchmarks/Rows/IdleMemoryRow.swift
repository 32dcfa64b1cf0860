import Foundation
import TestFederation

/// The resident memory of `aldaba serve` a few seconds after its start, with all three listeners and SQLite: the program
/// that was built beside this one.
struct IdleMemoryRow {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    func run() throws {
        report.text("\nMemory of an idle broker")
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "aldaba")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            return report.line("not measured: there is no \(program.path); build the product aldaba in the same way")
        }
        let folder = try TemporaryFolder.url(for: "idle")
        try prepare(folder, with: program)
        let process = Process()
        process.executableURL = program
        process.arguments = ["serve", "--config", folder.appending(path: "aldaba.yaml").path]
        process.environment = ProcessInfo.processInfo.environment.merging(Self.settings(in: folder)) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        Thread.sleep(forTimeInterval: 4)
        guard process.isRunning, let kibibytes = Self.residentKibibytes(of: process.processIdentifier) else {
            return report.line("not measured: aldaba serve did not start")
        }
        let megabytes = Double(kibibytes) * 1024 / 1e6
        report.line(
            String(format: "aldaba serve, resident: %.1f MB   goal 60 MB: ", megabytes)
                + (megabytes <= 60 ? "reached" : "missed"))
    }

    private func prepare(_ folder: URL, with program: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "metadata"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "ca"), withDestinationURL: try DevelopmentPKI.shared().folder)
        try FileManager.default.copyItem(
            at: DevelopmentPKI.script.deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "configuration/aldaba.yaml"), to: folder.appending(path: "aldaba.yaml"))
        try Tool.run(program.path, ["keys", "generate", "--directory", folder.appending(path: "keys").path])
    }

    /// Ports that the system chooses: nobody comes to visit.
    private static func settings(in folder: URL) -> [String: String] {
        [
            "ALDABA_PUBLIC_LISTEN": "127.0.0.1:0", "ALDABA_CERTIFICATE_LISTEN": "127.0.0.1:0",
            "ALDABA_ADMINISTRATION_LISTEN": "127.0.0.1:0",
            "ALDABA_METADATA_FOLDER": folder.appending(path: "metadata").path,
        ]
    }

    private static func residentKibibytes(of process: Int32) -> Int? {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    }
}
