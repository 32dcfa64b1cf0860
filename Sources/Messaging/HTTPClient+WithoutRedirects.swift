import AsyncHTTPClient

extension HTTPClient {
    /// The HTTP client of the process. Follows no redirects: a POST that became a GET of some page would count as
    /// accepted.
    ///
    /// Opens up to 64 connections to one server, more than a dispatcher has messages in progress. With fewer
    /// connections, an exchange would wait for a slow one.
    static let withoutRedirects: HTTPClient = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
