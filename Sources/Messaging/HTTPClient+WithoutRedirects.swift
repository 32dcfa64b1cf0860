import AsyncHTTPClient

extension HTTPClient {
    /// One for the life of the process. It follows no redirect: a POST that became a GET of some page would count as
    /// accepted.
    static let withoutRedirects: HTTPClient = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
