import Foundation
import TestAgents
import Testing

/// Tests of the profiles that the configuration allows an authority to issue.
@Suite(.startsProcesses) struct AnchorConfigurationTests {
    private static let entry =
        "{ file: ca/root.pem, profiles: [fnmt-citizen, fnmt-citizen-g2, dnie-authentication, qualified-device] }"

    private func check(_ anchor: String) async throws -> (status: Int32, output: String) {
        let installation = try await IdleInstallation()
        try installation.configure(Self.entry, as: anchor)
        return try await installation.aldaba("check")
    }

    @Test func `accepts an anchor with some profiles`() async throws {
        let (status, output) = try await check("{ file: ca/root.pem, profiles: [fnmt-citizen] }")
        #expect(status == 0)
        #expect(output.hasSuffix("no problems\n"), "\(output)")
    }

    @Test(arguments: ["ca/root.pem", "{ file: ca/root.pem }"])
    func `warns of an authority that may issue every profile`(_ anchor: String) async throws {
        let (status, output) = try await check(anchor)
        #expect(status == 0)
        #expect(output.contains("warning: line "), "\(output)")
        #expect(output.contains("ca/root.pem may issue certificates of every kind"), "\(output)")
        #expect(output.contains("profiles: [fnmt-citizen, "), "\(output)")
    }

    @Test(arguments: [
        "{ file: ca/root.pem, profiles: [dni] }", "{ file: ca/root.pem, profiles: [] }",
        "{ file: ca/root.pem, profiles: fnmt-citizen }", "{ file: ca/root.pem, profile: [fnmt-citizen] }",
        "{ profiles: [fnmt-citizen] }", "[ca/root.pem]",
    ])
    func `refuses an invalid anchor`(_ anchor: String) async throws {
        let (status, output) = try await check(anchor)
        #expect(status == 1)
        #expect(output.contains("certificate.anchors: "), "\(output)")
        #expect(output.contains("expects "), "\(output)")
    }

    @Test func `the environment can set only files`() async throws {
        let installation = try await IdleInstallation(["ALDABA_CERTIFICATE_ANCHORS": "ca/root.pem"])
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 0)
        #expect(output.contains("may issue certificates of every kind"), "\(output)")
    }
}
