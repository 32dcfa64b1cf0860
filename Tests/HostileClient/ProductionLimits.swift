import Foundation

/// The limits of `examples/configuration/production.yaml`, as environment variables for a broker in a test.
package enum ProductionLimits {
    /// Each key of the section `limits`, such as `ALDABA_LIMITS_LOGINS_PER_ADDRESS_AND_MINUTE`.
    package static func settings() throws -> [String: String] {
        let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "examples/configuration/production.yaml")
        let lines = try String(contentsOf: example, encoding: .utf8).components(separatedBy: "\n")
        var settings: [String: String] = [:]
        for line in lines.drop(while: { $0 != "limits:" }).dropFirst().prefix(while: { $0.first?.isLetter != true }) {
            let halves = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard halves.count == 2, !halves[0].hasPrefix("#"), let value = Int(halves[1]) else { continue }
            let name = halves[0].uppercased().replacingOccurrences(of: "-", with: "_")
            settings["ALDABA_LIMITS_" + name] = String(value)
        }
        return settings
    }
}
