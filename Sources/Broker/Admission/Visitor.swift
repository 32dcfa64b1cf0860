/// The sender of a form, with the data that limits and messages need.
package struct Visitor: Sendable {
    /// The client's address, without a port.
    package let address: String
    /// The code of the language in which messages are written.
    package let language: String
    /// The earlier sign-ins recorded in the browser's cookie; nil for a browser without the cookie.
    package let known: KnownBrowser?

    package init(address: String, language: String, known: KnownBrowser? = nil) {
        self.address = address
        self.language = language
        self.known = known
    }
}
