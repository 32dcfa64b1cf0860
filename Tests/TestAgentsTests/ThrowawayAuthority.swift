import Foundation
import TestAgents

/// A certificate authority for one test, with a server certificate and a client certificate.
final class ThrowawayAuthority: Sendable {
    let directory: TemporaryDirectory
    var certificatePath: String { directory.path("ca.pem") }
    var clientIdentity: TLSIdentity {
        TLSIdentity(certificatePath: directory.path("client.pem"), keyPath: directory.path("client.key"))
    }
    /// The client's certificate and key, with the password `prueba`.
    var clientPKCS12: String { directory.path("client.p12") }

    init() async throws {
        directory = try TemporaryDirectory("authority")
        try await request("ca", subject: "/CN=Throwaway CA", arguments: ["-x509", "-days", "2"])
        try await issue("server", subject: "/CN=certificado.aldaba.localhost", name: "certificado.aldaba.localhost")
        try await issue("client", subject: "/CN=Alba Ejemplo", name: "alba.localhost")
        try await Command.require(
            "openssl",
            [
                "pkcs12", "-export", "-in", directory.path("client.pem"), "-inkey", directory.path("client.key"),
                "-name", "Alba", "-passout", "pass:prueba", "-out", clientPKCS12,
            ])
    }

    /// Starts a server that requests a client certificate and answers every GET with a page about the connection.
    func startServer() async throws -> (port: Int, process: LocalProcess) {
        let port = FreePort.take()
        let process = try LocalProcess(
            "openssl",
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-Verify", "2", "-verify_return_error",
                "-CAfile", certificatePath, "-cert", directory.path("server.pem"), "-key", directory.path("server.key"),
            ])
        try await process.ready { process.output.contains("ACCEPT") }
        return (port, process)
    }

    private func request(_ name: String, subject: String, arguments: [String]) async throws {
        try await Command.require(
            "openssl",
            [
                "req", "-newkey", "rsa:2048", "-nodes", "-keyout", directory.path("\(name).key"), "-subj", subject,
                "-out", directory.path(arguments.contains("-x509") ? "\(name).pem" : "\(name).csr"),
            ] + arguments)
    }

    private func issue(_ name: String, subject: String, name alternative: String) async throws {
        try await request(name, subject: subject, arguments: ["-addext", "subjectAltName=DNS:\(alternative)"])
        try await Command.require(
            "openssl",
            [
                "x509", "-req", "-in", directory.path("\(name).csr"), "-CA", certificatePath,
                "-CAkey", directory.path("ca.key"), "-days", "2", "-copy_extensions", "copy",
                "-out", directory.path("\(name).pem"),
            ])
    }
}
