/// The reason why an agent has no response.
package enum HTTPError: Error, Hashable {
    /// The address is not on this machine.
    case notLoopback(String)
    case malformedResponse(String)
    case tooManyRedirects(last: String)
    /// The TLS connection failed. The payload is the client's error.
    case tls(String)
}
