/// How a browser of a test is set up.
package struct BrowserOptions: Sendable {
    package var isJavaScriptOn = true
    /// What Accept-Language says.
    package var language = "es"
    /// In CSS pixels.
    package var width = 1280
    package var height = 900
    /// Whether it says that it is a touch device of that size, with a phone's user agent rules for the viewport.
    package var isPhone = false
    /// The PEM file of a certificate authority to trust for servers.
    package var trustedCertificate: String?
    /// The one certificate that it shows, without asking, to whoever under `localhost` wants one.
    package var clientCertificate: ClientCertificate?
    /// How long a page may take.
    package var pageLimit: Duration = .seconds(30)

    package init() {}

    package init(_ change: (inout BrowserOptions) -> Void) {
        change(&self)
    }

    /// A certificate with its key in a PKCS #12 file.
    package struct ClientCertificate: Sendable {
        package let pkcs12Path: String
        package let password: String

        package init(pkcs12Path: String, password: String) {
            self.pkcs12Path = pkcs12Path
            self.password = password
        }
    }
}
