import ArgumentParser
import Foundation
import SAML
import XMLSecurity

/// Creates what a service needs before its registration at an identity provider: a key, a certificate and metadata.
struct PrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Create a key and a certificate, unless they exist, and write the service's metadata.",
        discussion: """
            Writes key.pem, certificate.pem and metadata.xml into the directory. The identity provider's operator \
            registers metadata.xml. With Aldaba: copy it into the metadata folder, or run «aldaba metadata add FILE».
            """)

    @OptionGroup var identity: IdentityOptions

    @Option(help: "The directory for the three files.")
    var directory: String

    func run() async throws {
        try await Failure.reported {
            let origin = try identity.checkedOrigin()
            let folder = URL(fileURLWithPath: directory, isDirectory: true)
            let keyFile = folder.appendingPathComponent("key.pem")
            let certificateFile = folder.appendingPathComponent("certificate.pem")
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                if !FileManager.default.fileExists(atPath: keyFile.path) {
                    try Self.makeKey(for: origin, keyFile, certificateFile)
                }
            } catch let error as CocoaError {
                throw Failure("\(directory) cannot be written: \(error.localizedDescription)")
            }
            let key = try Files.signingKey(key: keyFile.path, certificate: certificateFile.path)
            let office = try OwnMetadata(origin: origin, entityID: identity.entityID(of: origin), key: key)
            try Files.write(try office.document(at: Date()), to: folder.appendingPathComponent("metadata.xml").path)
            print("\(office.entityID): key.pem, certificate.pem and metadata.xml are in \(directory)")
        }
    }

    /// Creates a key and a self-signed certificate. In SAML the certificate only carries the key: peers trust the key
    /// because it is in metadata, not because of the certificate's issuer. It is valid for three years, the planned
    /// life of the key.
    private static func makeKey(for origin: String, _ keyFile: URL, _ certificateFile: URL) throws {
        let name = String(origin.drop { $0 != "/" }.dropFirst(2).prefix(60))
        let made = try SigningKey.generate(
            .rsa(bits: 3072), commonName: name, validFrom: Date().addingTimeInterval(-3_600), days: 1_095)
        try Files.write(Array(made.certificatePEM.utf8), to: certificateFile.path)
        try Files.write(Array(made.privateKeyPEM.utf8), to: keyFile.path, onlyForOwner: true)
    }
}
