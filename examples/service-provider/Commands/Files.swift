import Foundation
import SAML
import XMLSecurity

/// Reads and writes files. Errors name the file.
enum Files {
    /// Returns the bytes of a file of at most 1 MiB.
    static func read(_ path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Failure("\(path) cannot be read") }
        defer { try? file.close() }
        let maximum = 1_048_576
        guard let data = try? file.read(upToCount: maximum + 1), !data.isEmpty else {
            throw Failure("\(path) is empty or cannot be read")
        }
        guard data.count <= maximum else { throw Failure("\(path) is larger than \(maximum) bytes") }
        return Array(data)
    }

    /// Replaces a file atomically, so that a reader never sees part of it.
    static func write(_ bytes: [UInt8], to path: String, onlyForOwner: Bool = false) throws {
        let temporary = path + ".new"
        let mode = onlyForOwner ? 0o600 : 0o644
        try? FileManager.default.removeItem(atPath: temporary)
        guard
            FileManager.default.createFile(
                atPath: temporary, contents: Data(bytes), attributes: [.posixPermissions: mode]),
            rename(temporary, path) == 0
        else { throw Failure("\(path) cannot be written") }
    }

    /// Reads the service's signing key and the certificate in its metadata.
    static func signingKey(key: String, certificate: String) throws -> SigningKey {
        let keyText = String(decoding: try read(key), as: UTF8.self)
        let certificateText = String(decoding: try read(certificate), as: UTF8.self)
        do {
            return try SigningKey(privateKeyPEM: keyText, certificatePEM: certificateText)
        } catch {
            throw Failure("\(key) and \(certificate) cannot be used as signing key: \(error)")
        }
    }
}
