/// The NSS database with Chromium's trusted authorities and client certificates, in a temporary home.
enum CertificateStore {
    /// Creates `$HOME/.pki/nssdb` with the certificates in the options.
    ///
    /// - Throws: `ProcessEnded` with the output of certutil or pk12util (libnss3-tools).
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
