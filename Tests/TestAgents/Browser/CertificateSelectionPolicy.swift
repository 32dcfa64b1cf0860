import Foundation

/// The managed policy that makes Chromium send a client certificate without a dialog, for which a headless browser
/// would wait for ever. One file for the whole machine, which exists while a browser of any test process needs it.
///
/// Each user holds a shared lock on a separate file. The last user gets the exclusive lock and removes the policy. A
/// process that crashes loses its lock, and the next user removes the policy.
final class CertificateSelectionPolicy: Sendable {
    /// The policy cannot be written. The description says what to do.
    struct NotWritable: Error, CustomStringConvertible {
        let reason: String
        var description: String {
            "tests with a client certificate in Chromium need to write \(path) (run them as root, or make its folder "
                + "writable): \(reason)"
        }
    }

    private static let folder = "/etc/chromium/policies/managed"
    /// If several files contain the same policy, the last by name applies.
    private static let path = folder + "/zz-aldaba-tests.json"
    private static let lockPath = "/tmp/aldaba-tests-chromium-policy.lock"
    private static let content = """
        {"AutoSelectCertificateForUrls": ["{\\"pattern\\": \\"https://[*.]localhost\\", \\"filter\\": {}}"]}

        """
    private let lock: Int32

    init() throws {
        lock = open(Self.lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard lock >= 0 else { throw SystemCallFailure("open \(Self.lockPath)") }
        guard flock(lock, LOCK_SH) == 0 else {
            defer { close(lock) }
            throw SystemCallFailure("flock \(Self.lockPath)")
        }
        do {
            try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
            try Self.content.write(toFile: Self.path, atomically: true, encoding: .utf8)
        } catch {
            close(lock)
            throw NotWritable(reason: String(describing: error))
        }
    }

    deinit {
        if flock(lock, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: Self.path) }
        close(lock)
    }
}
