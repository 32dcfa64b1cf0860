import Foundation
import TestAgents
import Testing

/// Tests of `aldaba check` for listeners behind proxies.
@Suite(.startsProcesses) struct ProxyConfigurationTests {
    private static let proxied = [
        "ALDABA_CERTIFICATE_PROXIED": "true", "ALDABA_CERTIFICATE_TRUSTED_PROXIES": "127.0.0.1,10.1.0.0/16",
        "ALDABA_CERTIFICATE_CLIENT_ADDRESS_HEADER": "Forwarded",
        "ALDABA_PUBLIC_TRUSTED_PROXIES": "2001:db8::/32", "ALDABA_PUBLIC_CLIENT_ADDRESS_HEADER": "X-Forwarded-For",
    ]

    private func check(
        _ settings: [String: String?], in mode: [String: String] = proxied, hasTLS: Bool = false
    ) async throws -> (status: Int32, output: String) {
        let installation = try await IdleInstallation(
            mode.merging(settings.compactMapValues(\.self)) { $1 }.filter { settings[$0.key] != .some(nil) })
        if !hasTLS {
            try installation.configure("  tls-certificate: ca/server.pem\n  tls-key: ca/server.key\n", as: "")
        }
        return try await installation.aldaba("check")
    }

    @Test func `finds no problem in two listeners behind proxies, with or without TLS to the proxy`() async throws {
        for hasTLS in [false, true] {
            let (status, output) = try await check([:], hasTLS: hasTLS)
            #expect(status == 0 && output.hasSuffix("no problems\n"), "\(output)")
        }
    }

    @Test(arguments: [
        ("ALDABA_CERTIFICATE_TRUSTED_PROXIES", nil, "certificate.trusted-proxies: is required with proxied: true"),
        ("ALDABA_CERTIFICATE_TRUSTED_PROXIES", "", "certificate.trusted-proxies: is required with proxied: true"),
        ("ALDABA_CERTIFICATE_TRUSTED_PROXIES", "0.0.0.0/0", "0.0.0.0/0 contains every address"),
        ("ALDABA_CERTIFICATE_TRUSTED_PROXIES", "10.1.0.1/16", "10.1.0.1/16 has bits after the prefix"),
        ("ALDABA_PUBLIC_TRUSTED_PROXIES", "127.0.0.1,proxy.example", "expects addresses or networks, such as"),
        ("ALDABA_CERTIFICATE_CLIENT_ADDRESS_HEADER", nil, "certificate.client-address-header: is required"),
        ("ALDABA_PUBLIC_CLIENT_ADDRESS_HEADER", nil, "public.client-address-header: is required"),
        ("ALDABA_PUBLIC_CLIENT_ADDRESS_HEADER", "X-Real-IP", "expects one of Forwarded, X-Forwarded-For"),
        ("ALDABA_PUBLIC_TRUSTED_PROXIES", nil, "is read only from trusted proxies: name them in public."),
        ("ALDABA_CERTIFICATE_PROXIED", "yes", "expects one of true, false"),
        ("ALDABA_CERTIFICATE_PROXIED", nil, "certificate.tls-certificate: is required"),
        ("ALDABA_CERTIFICATE_PROXIED", "false", "certificate.trusted-proxies: has no effect"),
        (
            "ALDABA_CERTIFICATE_ORIGIN", "http://aldaba.localhost:8080",
            "certificate.origin: must have another host than public.origin"
        ),
        (
            "ALDABA_CERTIFICATE_ORIGIN", "https://aldaba.localhost:8443",
            "certificate.origin: must have another host than public.origin"
        ),
        ("ALDABA_CERTIFICATE_LISTEN", "127.0.0.1:8080", "certificate.listen: must differ from public.listen"),
        ("ALDABA_CERTIFICATE_LISTEN", "localhost:8080", "certificate.listen: must differ from public.listen"),
        ("ALDABA_CERTIFICATE_LISTEN", "0.0.0.0:8080", "certificate.listen: must differ from public.listen"),
    ])
    func `refuses settings that trust any client or confuse the listeners`(
        _ variable: String, _ value: String?, _ message: String
    ) async throws {
        let (status, output) = try await check([variable: value])
        #expect(status == 1)
        #expect(output.contains(message), "\(output)")
    }

    @Test func `the broker does not start with invalid settings`() async throws {
        await #expect(throws: ProcessEnded.self) {
            try await RunningBroker.start(["ALDABA_CERTIFICATE_PROXIED": "true"])
        }
    }

    @Test func `warns of plain http from proxies on other machines`() async throws {
        let (status, output) = try await check(["ALDABA_PUBLIC_LISTEN": "10.1.0.9:8080"])
        #expect(status == 0)
        #expect(output.contains("public.listen: accepts plain http from proxies on other machines"), "\(output)")
    }

    @Test func `production needs a TLS certificate or a proxy that terminates TLS`() async throws {
        let plain: [String: String?] = ["ALDABA_PUBLIC_TLS_CERTIFICATE": nil, "ALDABA_PUBLIC_TLS_KEY": nil]
        let (status, output) = try await check(plain, in: IdleInstallation.production)
        #expect(status == 1)
        #expect(output.contains("public.tls-certificate: is required, or public.trusted-proxies"), "\(output)")
        let proxied = plain.merging([
            "ALDABA_PUBLIC_TRUSTED_PROXIES": "127.0.0.1", "ALDABA_PUBLIC_CLIENT_ADDRESS_HEADER": "Forwarded",
        ]) { $1 }
        #expect(try await check(proxied, in: IdleInstallation.production).status == 0)
    }
}
