/// Who sends a form, as far as limits and messages need to know.
package struct Visitor: Sendable {
    /// The client's address, without a port.
    package let address: String
    /// The code of the language in which a message is written.
    package let language: String
    /// What the browser's cookie says of earlier sign-ins; nil for a browser without it.
    package let known: KnownBrowser?

    package init(address: String, language: String, known: KnownBrowser? = nil) {
        self.address = address
        self.language = language
        self.known = known
    }
}
