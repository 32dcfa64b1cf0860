import Foundation
import TestAgents
import Testing

/// Tests of `aldaba check` for limits of connections and the PROXY protocol.
@Suite(.startsProcesses) struct ConnectionConfigurationTests {
    private static let passedThrough = [
        "ALDABA_CERTIFICATE_TRUSTED_PROXIES": "127.0.0.1", "ALDABA_CERTIFICATE_PROXY_PROTOCOL": "true",
        "ALDABA_PUBLIC_TRUSTED_PROXIES": "10.1.0.0/16", "ALDABA_PUBLIC_PROXY_PROTOCOL": "true",
    ]

    @Test func `finds no problem in proxies that pass TLS through and name the client`() async throws {
        let installation = try await IdleInstallation(Self.passedThrough)
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 0, "\(output)")
        #expect(!output.contains("proxy"), "\(output)")
    }

    @Test(arguments: [
        ("ALDABA_CERTIFICATE_TRUSTED_PROXIES", "", "certificate.proxy-protocol: has no effect without"),
        ("ALDABA_PUBLIC_TRUSTED_PROXIES", "", "public.proxy-protocol: has no effect without public.trusted-proxies"),
        ("ALDABA_PUBLIC_PROXY_PROTOCOL", "on", "public.proxy-protocol: expects one of true, false"),
        ("ALDABA_PUBLIC_PROXY_PROTOCOL", "false", "public.client-address-header: is required"),
        ("ALDABA_LIMITS_CONNECTIONS", "63", "limits.connections: expects a whole number from 64"),
        ("ALDABA_LIMITS_CONNECTIONS_PER_ADDRESS", "0", "limits.connections-per-address: expects a whole number"),
        ("ALDABA_CERTIFICATE_HANDSHAKE_MINUTES", "31", "certificate.handshake-minutes: expects a whole number"),
        ("ALDABA_SMS_MAXIMUM_PER_MINUTE", "0", "sms.maximum-per-minute: expects a whole number from 1"),
    ])
    func `refuses invalid settings`(_ variable: String, _ value: String, _ message: String) async throws {
        let installation = try await IdleInstallation(Self.passedThrough.merging([variable: value]) { $1 })
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 1)
        #expect(output.contains(message), "\(output)")
    }

    /// Runs `check` with a limit of file descriptors.
    private func check(_ descriptors: Int, _ settings: [String: String] = [:]) async throws -> (Int32, String) {
        let installation = try await IdleInstallation(settings)
        return try await installation.aldaba("check", descriptors: descriptors)
    }

    @Test func `compares the limit of file descriptors with the connections of the listeners`() async throws {
        let (status, output) = try await check(1024)
        #expect(status == 0)
        #expect(output.contains("warning: limits.connections: 4096 connections for each listener and"), "\(output)")
        #expect(output.contains("the process may have 1024 (ulimit -Hn): each listener holds 4"), "\(output)")
        let (fitting, silence) = try await check(1024, ["ALDABA_LIMITS_CONNECTIONS": "400"])
        #expect(fitting == 0 && !silence.contains("limits.connections"), "\(silence)")
        let (refused, words) = try await check(150)
        #expect(refused == 1)
        #expect(words.contains("limits.connections") && words.contains("raise the limit to"), "\(words)")
    }
}
