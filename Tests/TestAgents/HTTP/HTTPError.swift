/// What keeps an agent from getting an answer.
package enum HTTPError: Error, Hashable {
    /// The agents speak with this machine alone.
    case notLoopback(String)
    case malformedResponse(String)
    case tooManyRedirects(last: String)
    /// The TLS connection failed; what the client said about it.
    case tls(String)
}
