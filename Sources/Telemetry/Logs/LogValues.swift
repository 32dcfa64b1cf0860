import Logging

/// The metadata of a log line, flat and in a stable order.
enum LogValues {
    /// Returns the metadata of the handler, of its provider and of the event. Later ones override earlier ones.
    ///
    /// Metadata within metadata becomes `outer.inner`. Of an error only the type is written: its text may contain
    /// personal data.
    static func pairs(
        _ handler: Logger.Metadata, _ provider: Logger.MetadataProvider?, _ event: LogEvent
    ) -> [(key: String, value: String)] {
        var all = handler
        if let provided = provider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        var pairs: [(key: String, value: String)] = []
        if let error = event.error { pairs.append(("error", "\(type(of: error))")) }
        append(all, to: &pairs, under: "")
        return pairs
    }

    private static func append(
        _ metadata: Logger.Metadata, to pairs: inout [(key: String, value: String)], under outer: String
    ) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { append(value, to: &pairs, as: outer + key) }
    }

    private static func append(
        _ value: Logger.Metadata.Value, to pairs: inout [(key: String, value: String)], as key: String
    ) {
        switch value {
        case .string(let text): pairs.append((key, text))
        case .stringConvertible(let text): pairs.append((key, "\(text)"))
        case .dictionary(let inner): append(inner, to: &pairs, under: key + ".")
        case .array(let values):
            for (index, value) in values.enumerated() { append(value, to: &pairs, as: "\(key).\(index)") }
        }
    }
}
