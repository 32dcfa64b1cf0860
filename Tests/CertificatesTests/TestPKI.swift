import Foundation
import TestFederation

@testable import Certificates

/// Authorities, certificates and revocation lists made by openssl in a temporary folder, once for each process.
struct TestPKI: Sendable {
    let folder: URL

    static func shared() throws -> TestPKI { try made.get() }

    /// Returns lists that are valid from an hour ago for thirty days.
    static func goodLists() throws -> [TestAuthority: [UInt8]] { try lists.get() }

    private static let made = Result { try TestPKI() }

    private static let lists = Result {
        let (pki, now) = (try shared(), Date())
        return try Dictionary(
            uniqueKeysWithValues: [TestAuthority.root, .users, .revoked, .brief, .weak, .narrow, .deep].map {
                authority in
                var recipe = RevocationListRecipe(authority, at: now)
                if authority == .root {
                    let serial = try Tool.run(
                        "openssl", ["x509", "-in", "revoked.pem", "-noout", "-serial"], in: pki.folder)
                    recipe.revoked = [
                        .init(
                            serial: serial.dropFirst("serial=".count).trimmingCharacters(in: .whitespacesAndNewlines),
                            entry: RevocationTimes.text)
                    ]
                }
                return (authority, try pki.list(recipe))
            })
    }

    private init() throws {
        folder = try TemporaryFolder.url(for: "certificates")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for authority in TestAuthority.allCases { try makeAuthority(authority) }
    }

    func octets(_ file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: file))) }

    private func openssl(_ arguments: [String]) throws { try Tool.run("openssl", arguments, in: folder) }

    /// Returns the key of this name: `rsa-BITS` or `ec-BITS`, with a suffix that distinguishes keys of the same kind.
    private func key(_ name: String) throws -> String {
        let file = "\(name).key"
        guard !FileManager.default.fileExists(atPath: folder.appending(path: file).path) else { return file }
        let parts = name.split(separator: "-")
        let options =
            parts[0] == "rsa"
            ? ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:\(parts[1])"]
            : ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-\(parts[1])"]
        let fresh = "\(file).\(UUID().uuidString)"
        try openssl(["genpkey"] + options + ["-out", fresh])
        // Two tests may need the same key at the same time: the first one is kept.
        try? FileManager.default.moveItem(at: folder.appending(path: fresh), to: folder.appending(path: file))
        return file
    }

    private func makeAuthority(_ authority: TestAuthority) throws {
        var recipe = CertificateRecipe(
            subject: [.init(type: "C", value: "ES"), .init(type: "CN", value: authority.commonName)],
            policies: authority.policies)
        recipe.authority = authority.issuer
        recipe.key = authority.key
        recipe.days = authority.days
        recipe.basicConstraints = authority.basicConstraints
        recipe.extensions = authority.extensions
        recipe.keyUsage = authority.keyUsage
        try make(recipe, in: "\(authority.rawValue).pem", selfSigned: authority.issuer == authority, form: "PEM")
    }

    /// Returns the certificate of a recipe, in DER.
    func certificate(_ recipe: CertificateRecipe) throws -> [UInt8] {
        let file = "\(UUID().uuidString).der"
        try make(recipe, in: file, selfSigned: false, form: "DER")
        return try octets(file)
    }

    private func make(_ recipe: CertificateRecipe, in file: String, selfSigned: Bool, form: String) throws {
        let configuration = "\(file).cnf"
        try recipe.configuration.write(
            to: folder.appending(path: configuration), atomically: true, encoding: .utf8)
        let issuer = recipe.authority
        let signer = selfSigned ? [] : ["-CA", "\(issuer.rawValue).pem", "-CAkey", try key(issuer.key)]
        try openssl(
            ["req", "-new", "-x509", "-config", configuration, "-extensions", "extensions"]
                + ["-key", try key(recipe.key), "-days", "\(recipe.days)", "-\(recipe.digest)"] + signer
                + ["-outform", form, "-out", file])
    }

    /// Returns the revocation list of a recipe, in PEM.
    func list(_ recipe: RevocationListRecipe) throws -> [UInt8] {
        let name = UUID().uuidString
        let entries = recipe.revoked.map { "R\t351231235959Z\t\($0.entry)\t\($0.serial)\tunknown\t/CN=revoked\n" }
        try entries.joined().write(to: folder.appending(path: "\(name).index"), atomically: true, encoding: .utf8)
        try recipe.configuration(database: "\(name).index")
            .write(to: folder.appending(path: "\(name).cnf"), atomically: true, encoding: .utf8)
        let signer = recipe.authority
        var arguments = ["ca", "-gencrl", "-config", "\(name).cnf", "-md", recipe.digest, "-out", "\(name).crl"]
        arguments += ["-cert", "\(signer.rawValue).pem", "-keyfile", try key(signer.key)]
        arguments += ["-crl_lastupdate", stamp(recipe.thisUpdate), "-crl_nextupdate", stamp(recipe.nextUpdate)]
        try openssl(arguments)
        return try octets("\(name).crl")
    }

    private func stamp(_ date: Date) -> String {
        date.formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(year: .padded(4))\(month: .twoDigits)\(day: .twoDigits)\
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\
                    \(second: .twoDigits)Z
                    """,
                timeZone: .gmt, calendar: Calendar(identifier: .gregorian)))
    }
}
