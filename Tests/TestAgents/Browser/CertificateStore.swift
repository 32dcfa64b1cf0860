/// The database in which Chromium finds authorities to trust and certificates to show, in a home of its own.
enum CertificateStore {
    /// Makes `$HOME/.pki/nssdb` with what the options name.
    ///
    /// - Throws: `ProcessEnded` with what certutil or pk12util (libnss3-tools) said.
    static func make(home: TemporaryDirectory, options: BrowserOptions) async throws {
        let folder = home.path(".pki/nssdb")
        let database = "sql:\(folder)"
        try await Command.require("mkdir", ["-p", "-m", "700", folder])
        try await Command.require("certutil", ["-d", database, "-N", "--empty-password"])
        if let authority = options.trustedCertificate {
            try await Command.require(
                "certutil", ["-d", database, "-A", "-t", "C,,", "-n", "Test authority", "-i", authority])
        }
        if let client = options.clientCertificate {
            try await Command.require(
                "pk12util", ["-d", database, "-i", client.pkcs12Path, "-W", client.password, "-K", ""])
        }
    }
}
