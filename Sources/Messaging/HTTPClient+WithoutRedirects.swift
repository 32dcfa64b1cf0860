import AsyncHTTPClient

extension HTTPClient {
    /// One for the life of the process. It follows no redirect: a POST that became a GET of some page would count as
    /// accepted.
    ///
    /// It opens as many connections to one server as a dispatcher has messages under way, and more: with fewer, an
    /// exchange would wait for a slow one.
    static let withoutRedirects: HTTPClient = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
