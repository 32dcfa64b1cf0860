import Certificates
import Foundation
import Logging

extension Installation {
    /// What is wrong beyond the configuration's own text: files that are there and are not what they should be.
    static func problems(with configuration: Configuration) -> [ConfigurationProblem] {
        let installation = Installation(configuration)
        var problems: [ConfigurationProblem] = []
        func attempt(_ key: ConfigurationKey, _ work: () throws -> Void) {
            do {
                try work()
            } catch {
                problems.append(
                    ConfigurationProblem(line: nil, key: key.rawValue, message: FailureText.describe(error)))
            }
        }
        attempt(.masterKey) { _ = try installation.purposeKeys() }
        attempt(.signingKey) { _ = try installation.signingKey() }
        attempt(.certificateAnchors) { _ = try installation.certificateJudge() }
        attempt(.metadataFolder) { _ = try FederationFolder(configuration.metadataFolder).read() }
        if Logger.Level(rawValue: configuration.logLevel) == nil {
            problems.append(
                ConfigurationProblem(
                    line: nil, key: ConfigurationKey.logLevel.rawValue,
                    message: "expects one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"))
        }
        return problems
    }
}
