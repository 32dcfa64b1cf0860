import Foundation
import TestAgents
import Testing

/// What an authority may issue, as the configuration says it.
struct AnchorConfigurationTests {
    private static let entry =
        "{ file: ca/root.pem, profiles: [fnmt-citizen, fnmt-citizen-g2, dnie-authentication, qualified-device] }"

    private func check(_ anchor: String) async throws -> (status: Int32, output: String) {
        let installation = try await IdleInstallation()
        try installation.configure(Self.entry, as: anchor)
        return try await installation.aldaba("check")
    }

    @Test func `some kinds can be named`() async throws {
        let (status, output) = try await check("{ file: ca/root.pem, profiles: [fnmt-citizen] }")
        #expect(status == 0)
        #expect(output.hasSuffix("nothing is wrong\n"), "\(output)")
    }

    @Test(arguments: ["ca/root.pem", "{ file: ca/root.pem }"])
    func `an authority that may issue everything is warned of`(_ anchor: String) async throws {
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
    func `what is none is refused`(_ anchor: String) async throws {
        let (status, output) = try await check(anchor)
        #expect(status == 1)
        #expect(output.contains("certificate.anchors: "), "\(output)")
        #expect(output.contains("expects "), "\(output)")
    }

    @Test func `from the environment come files alone`() async throws {
        let installation = try await IdleInstallation(["ALDABA_CERTIFICATE_ANCHORS": "ca/root.pem"])
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 0)
        #expect(output.contains("may issue certificates of every kind"), "\(output)")
    }
}
