import ArgumentParser
import Foundation
import Secrets
import XMLSecurity

/// `aldaba keys`: the keys of an installation.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The keys of an installation.", subcommands: [Generate.self, List.self, Adopt.self])

    /// `aldaba keys generate`: makes what is missing, and never writes over a key.
    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the signing key, its certificate and the master key.",
            discussion: """
                Writes signing.key, signing.pem and master.key, readable by their owner alone. A file that is already \
                there is kept: nothing is ever written over. Keep copies: without the master key, what is sealed in the \
                database is lost.
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

        @Option(help: "The signing key: rsa-3072 (what every service reads), rsa-2048 or p-256.")
        var kind = Kind.rsa3072

        @Option(help: "The name in the certificate, such as the host of the sign-in.")
        var name = "Aldaba"

        @Option(help: "How many days the certificate lasts.")
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
                throw Failure("the folder \(directory) cannot be made: \(InputFile.unmadeFolder(directory))")
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
                    "only one of signing.key and signing.pem is in \(directory): put the other back, or move it away")
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

        /// Readable by the owner from the first moment, and never over another file.
        private func write(_ text: String, to file: URL) throws {
            let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
            guard descriptor >= 0 else {
                throw Failure("\(file.path) cannot be written: \(InputFile.words(errno))")
            }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            // A umask can only take permissions away, the owner's too.
            guard fchmod(descriptor, 0o600) == 0 else {
                throw Failure("\(file.path) cannot be made readable by its owner: \(InputFile.words(errno))")
            }
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
        }
    }
}
