/// The options of a test's browser.
package struct BrowserOptions: Sendable, Hashable {
    package var isJavaScriptOn = true
    /// The value of Accept-Language.
    package var language = "es"
    /// In CSS pixels.
    package var width = 1280
    package var height = 900
    /// Whether to emulate a phone: a touch device of that size, with a phone's viewport rules.
    package var isPhone = false
    /// The PEM file of a certificate authority to trust for servers.
    package var trustedCertificate: String?
    /// The certificate that the browser sends to any server under `localhost` that requests one.
    package var clientCertificate: ClientCertificate?
    /// The time limit for loading a page.
    package var pageLimit: Duration = .seconds(30)

    package init() {}

    package init(_ change: (inout BrowserOptions) -> Void) {
        change(&self)
    }

    /// A certificate with its key in a PKCS #12 file.
    package struct ClientCertificate: Sendable, Hashable {
        package let pkcs12Path: String
        package let password: String

        package init(pkcs12Path: String, password: String) {
            self.pkcs12Path = pkcs12Path
            self.password = password
        }
    }
}
