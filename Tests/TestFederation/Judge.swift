import Foundation

/// The result of independent programs that validate what Aldaba writes.
package struct Judge: Sendable {
    /// Whether the program accepted the document.
    package let isContent: Bool
    /// The program's output.
    package let words: String

    /// Runs `xmlsec1` to verify the enveloped signature of the element with this name.
    /// - Parameter element: namespace and local name, for example `urn:oasis:names:tc:SAML:2.0:assertion:Assertion`.
    package static func signature(of element: String, in document: [UInt8], certificatePEM: String) throws -> Judge {
        try inFolder { folder in
            let file = folder.appendingPathComponent("document.xml")
            let certificate = folder.appendingPathComponent("certificate.pem")
            try Data(document).write(to: file)
            try Data(certificatePEM.utf8).write(to: certificate)
            // Selects the signature by the path of its element: xmlsec1 would verify the first one in the document.
            let local = element.split(separator: ":").last.map(String.init) ?? element
            return try run(
                "xmlsec1",
                [
                    "--verify", "--enabled-reference-uris", "same-doc", "--id-attr:ID", element,
                    "--pubkey-cert-pem", certificate.path, "--node-xpath",
                    "//*[local-name()='\(local)']/*[local-name()='Signature']", file.path,
                ])
        }
    }

    /// Runs `xmllint` to validate a message or metadata against the OASIS schemas.
    package static func schema(_ document: [UInt8]) throws -> Judge {
        try inFolder { folder in
            let file = folder.appendingPathComponent("document.xml")
            try Data(document).write(to: file)
            for (name, text) in [
                ("driver.xsd", Schemas.driver), ("catalog.xml", Schemas.catalog),
                ("naturalperson.xsd", Schemas.naturalPerson),
            ] {
                try Data(text.utf8).write(to: folder.appendingPathComponent(name))
            }
            return try run(
                "xmllint",
                ["--nonet", "--noout", "--schema", folder.appendingPathComponent("driver.xsd").path, file.path],
                environment: ["XML_CATALOG_FILES": folder.appendingPathComponent("catalog.xml").path])
        }
    }

    private static func inFolder(_ body: (URL) throws -> Judge) throws -> Judge {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judge-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Judge {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let words = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Judge(isContent: process.terminationStatus == 0, words: String(decoding: words, as: UTF8.self))
    }
}
