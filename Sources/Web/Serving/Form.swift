import Octets

/// The fields that a browser sent in a form or a query, by name. Each name occurs once.
///
/// - SeeAlso: WHATWG URL Standard §5, application/x-www-form-urlencoded.
struct Form: Hashable, Sendable {
    private let fields: [String: String]

    /// Why a form cannot be read.
    enum Failure: Error, Hashable {
        case tooManyFields
        case repeated(String)
        /// The text is not UTF-8, has an invalid percent-encoding, or contains NUL.
        case unreadable
    }

    static let maximumFields = 40

    /// Reads a body or a query.
    init(_ encoded: some StringProtocol) throws(Failure) {
        var fields: [String: String] = [:]
        // An array: iterating over the UTF-8 view of a generic string costs thirty times as much.
        let octets = Array(encoded.utf8)
        // The fields are counted before any is decoded.
        guard octets.count(where: { $0 == UInt8(ascii: "&") }) < Self.maximumFields else { throw .tooManyFields }
        for (encodedName, encodedValue) in URLEncodedForm.pairs(of: octets) {
            let name = try Self.decode(encodedName)
            let value = try encodedValue.map { (encoded) throws(Failure) in try Self.decode(encoded) } ?? ""
            guard fields.updateValue(value, forKey: name) == nil else { throw .repeated(name) }
        }
        self.fields = fields
    }

    /// The value of that field; nil when it was not sent.
    subscript(name: String) -> String? { fields[name] }

    /// Returns the value of that field; empty when it was not sent, as for an empty input.
    func text(_ name: String) -> String { fields[name] ?? "" }

    private static func decode(_ encoded: ArraySlice<UInt8>) throws(Failure) -> String {
        guard let octets = URLEncodedForm.decode(encoded), !octets.contains(0),
            let text = String(validating: octets, as: UTF8.self)
        else { throw .unreadable }
        return text
    }
}
