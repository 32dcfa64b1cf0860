import Broker
import Certificates
import Foundation
import Logging
import Synchronization
import TestAgents
import TestFederation
import Testing

@testable import AldabaCommand

/// Tests of revocation lists that change while the broker runs.
struct RevocationWatchTests {
    private let folder: TemporaryDirectory
    private let judge: ReloadableCertificateJudge
    private var file: String { folder.path("list.crl") }

    /// A judge without lists, and a file with a list that it has not loaded.
    init() throws {
        folder = try TemporaryDirectory("revocation")
        let pki = try DevelopmentPKI.shared()
        judge = ReloadableCertificateJudge(
            CertificateJudge(
                trust: try CertificateTrust(anchors: pki.anchors, intermediates: [], revocationLists: [])
            ) { _ in true })
        try write(pki.octets("root.crl"))
    }

    private func write(_ octets: [UInt8]) throws { try Data(octets).write(to: URL(filePath: file)) }

    private var lists: Int { judge.judge.trust.revocationLists.count }

    /// Runs the watch for two pauses. The change happens in the first.
    private func watch(_ path: String, _ change: @escaping @Sendable () throws -> Void) async {
        let pauses = Mutex(0)
        let loop = Periodically(every: .seconds(10)) { _ in
            let count = pauses.withLock { count in
                count += 1
                return count
            }
            if count > 1 { throw CancellationError() }
            try change()
        }
        await RevocationWatch(files: [path], judge: judge, log: Logger(label: "test"), loop: loop).run()
    }

    @Test func `reads a list that has changed`() async throws {
        await watch(file) { try write(DevelopmentPKI.shared().octets("root.crl") + [0x0A]) }
        #expect(lists == 1)
    }

    @Test func `does not read a list that has not changed`() async {
        await watch(file) {}
        #expect(lists == 0)
    }

    @Test func `reads a list that has changed behind a symbolic link`() async throws {
        let link = folder.path("current.crl")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        await watch(link) {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: file)
        }
        #expect(lists == 1)
    }

    @Test func `keeps the lists when a changed file is unreadable`() async throws {
        await watch(file) { try write(DevelopmentPKI.shared().octets("root.crl") + [0x0A]) }
        await watch(file) { try write(Array("not a list".utf8)) }
        #expect(lists == 1)
    }
}
