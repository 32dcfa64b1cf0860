import CLibPQ
import Storage

extension PostgresSession {
    /// Opens a connection. The caller must close it, even when connecting failed.
    static func connect(_ configuration: PostgresConfiguration) -> OpaquePointer? {
        var parameters = [
            ("dbname", configuration.connection),
            ("connect_timeout", String(max(2, configuration.connectTimeout.milliseconds / 1000))),
            ("client_encoding", "UTF8"),
            ("fallback_application_name", "aldaba"),
            ("keepalives_idle", "10"),
            ("tcp_user_timeout", String(configuration.lossTimeout.milliseconds)),
        ]
        if let passfile = configuration.passfile { parameters.append(("passfile", passfile)) }
        return withCStrings(parameters.map(\.0)[...], []) { keywords in
            // libpq expands the connection string in dbname; the keywords after it override it.
            withCStrings(parameters.map(\.1)[...], []) { values in PQconnectdbParams(keywords, values, 1) }
        }
    }

    private static func withCStrings(
        _ strings: ArraySlice<String>, _ pointers: [UnsafePointer<CChar>?],
        _ body: ([UnsafePointer<CChar>?]) -> OpaquePointer?
    ) -> OpaquePointer? {
        guard let first = strings.first else { return body(pointers + [nil]) }
        return first.withCString { withCStrings(strings.dropFirst(), pointers + [$0], body) }
    }
}
