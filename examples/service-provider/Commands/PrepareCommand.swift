import ArgumentParser
import Foundation
import SAML
import XMLSecurity

/// Makes what a service needs before its identity provider can know it: a key, a certificate, and a descriptor.
struct PrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Make a key and a certificate, where there are none yet, and write the service's metadata.",
        discussion: """
            Writes key.pem, certificate.pem and metadata.xml into the directory. The identity provider's operator \
            registers metadata.xml; with Aldaba: put it into its metadata folder, or «aldaba metadata add FILE».
            """)

    @OptionGroup var identity: IdentityOptions

    @Option(help: "Where the three files go.")
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

    /// The certificate is no more than the key's wrapping: nobody checks who signed it, and its peers know the key from
    /// metadata. So it signs itself, and lasts as long as the key should: three years.
    private static func makeKey(for origin: String, _ keyFile: URL, _ certificateFile: URL) throws {
        let name = String(origin.drop { $0 != "/" }.dropFirst(2).prefix(60))
        let made = try SigningKey.generate(
            .rsa(bits: 3072), commonName: name, validFrom: Date().addingTimeInterval(-3_600), days: 1_095)
        try Files.write(Array(made.certificatePEM.utf8), to: certificateFile.path)
        try Files.write(Array(made.privateKeyPEM.utf8), to: keyFile.path, onlyForOwner: true)
    }
}
