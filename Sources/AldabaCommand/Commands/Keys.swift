import ArgumentParser
import Foundation
import Secrets
import XMLSecurity

/// `aldaba keys`: manages the keys of an installation.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Manage the keys of an installation.", subcommands: [Generate.self, List.self, Adopt.self])

    /// `aldaba keys generate`: creates the missing keys, and never overwrites a key.
    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create the signing key, its certificate and the master key.",
            discussion: """
                Writes signing.key, signing.pem and master.key, readable only by their owner. Existing files are never \
                overwritten. Keep backups: without the master key, the sealed values in the database are lost.
                """)

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case rsa3072 = "rsa-3072"
            case rsa2048 = "rsa-2048"
            case p256 = "p-256"

            var generation: SigningKey.Generation {
                switch self {
                case .rsa3072: .rsa(bits: 3072)
                case .rsa2048: .rsa(bits: 2048)
                case .p256: .p256
                }
            }
        }

        @Option(help: "The folder for the files.")
        var directory: String

        @Option(help: "The signing key: rsa-3072 (which every service supports), rsa-2048 or p-256.")
        var kind = Kind.rsa3072

        @Option(help: "The common name in the certificate, such as the host name of the broker.")
        var name = "Aldaba"

        @Option(help: "The validity of the certificate, in days.")
        var days = 1095

        func validate() throws {
            guard (1...36_500).contains(days) else { throw ValidationError("--days expects 1 to 36500") }
        }

        func run() async throws {
            let folder = URL(filePath: directory, directoryHint: .isDirectory)
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw Failure("the folder \(directory) cannot be created: \(InputFile.unmadeFolder(directory))")
            }
            let masterKey = folder.appending(path: "master.key").path
            if let obstacle = SecretFile.obstacle(onTheWayTo: masterKey, trusting: [0, geteuid()]) {
                throw Failure(obstacle)
            }
            let keyFile = folder.appending(path: "signing.key"), certificateFile = folder.appending(path: "signing.pem")
            switch (exists(keyFile), exists(certificateFile)) {
            case (true, true): print("kept  \(keyFile.path), \(certificateFile.path)")
            case (false, false):
                let pair = try SigningKey.generate(
                    kind.generation, commonName: name, validFrom: Date(), days: days)
                try write(pair.privateKeyPEM, to: keyFile)
                try write(pair.certificatePEM, to: certificateFile)
                print("made  \(keyFile.path), \(certificateFile.path)")
            case (true, false), (false, true):
                throw Failure(
                    "only one of signing.key and signing.pem is in \(directory): restore the other, or move this one "
                        + "away")
            }
            let masterFile = folder.appending(path: "master.key")
            if exists(masterFile) {
                print("kept  \(masterFile.path)")
            } else {
                try write(KeyRing.newMasterText(random: .system), to: masterFile)
                print("made  \(masterFile.path)")
            }
        }

        private func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

        /// Creates a file that is readable only by its owner from the start. Never overwrites a file.
        private func write(_ text: String, to file: URL) throws {
            let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
            guard descriptor >= 0 else {
                throw Failure("\(file.path) cannot be written: \(InputFile.message(for: errno))")
            }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            // The umask may have removed permissions of the owner.
            guard fchmod(descriptor, 0o600) == 0 else {
                throw Failure("\(file.path) cannot be made readable by its owner: \(InputFile.message(for: errno))")
            }
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
        }
    }
}
