package import Foundation

/// The development authorities of `examples/development-ca`, made once for each process by the same script that
/// developers run.
package struct DevelopmentPKI: Sendable {
    /// The citizen of a certificate.
    package enum Citizen: String, Sendable, CaseIterable {
        /// ANA ESPAÑOLA DEL TEST, as the FNMT's certificate: key in software.
        case fnmt = "12345678Z"
        /// PABLO MUÑOZ PRUEBA, as the DNIe's certificate: key in a qualified device.
        case dnie = "87654321X"
    }

    /// The password of every `.p12` file.
    package static let password = "aldaba"

    package let folder: URL

    /// Returns the authorities of this process.
    package static func shared() throws -> DevelopmentPKI { try made.get() }

    private static let made = Result { try DevelopmentPKI(in: TemporaryFolder.url(for: "development-ca")) }

    /// Makes the authorities in a folder, or renews existing ones.
    package init(in folder: URL) throws {
        self.folder = folder
        try Tool.run(Self.script.path, [folder.path])
    }

    package static var script: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "examples/development-ca/make-development-ca")
    }

    package func url(_ file: String) -> URL { folder.appending(path: file) }

    package func octets(_ file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(file))) }

    package var anchors: [[UInt8]] { get throws { [try octets("root.pem")] } }
    package var intermediates: [[UInt8]] { get throws { [try octets("intermediate.pem")] } }
    package var revocationLists: [[UInt8]] { get throws { [try octets("root.crl"), try octets("intermediate.crl")] } }

    /// Returns the certificate of a citizen, in DER.
    package func certificateDER(of citizen: Citizen) throws -> [UInt8] {
        let text = String(decoding: try octets("citizen-\(citizen.rawValue).pem"), as: UTF8.self)
        let base64 = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        return [UInt8](Data(base64Encoded: base64) ?? Data())
    }
}
