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
        for pair in octets.split(separator: UInt8(ascii: "&")) {
            let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try Self.decode(pair[..<end])
            let value = end < pair.endIndex ? try Self.decode(pair[(end + 1)...]) : ""
            guard fields.updateValue(value, forKey: name) == nil else { throw .repeated(name) }
        }
        self.fields = fields
    }

    /// The value of that field; nil when it was not sent.
    subscript(name: String) -> String? { fields[name] }

    /// Returns the value of that field; empty when it was not sent, as for an empty input.
    func text(_ name: String) -> String { fields[name] ?? "" }

    private static func decode(_ encoded: ArraySlice<UInt8>) throws(Failure) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var index = encoded.startIndex
        while index < encoded.endIndex {
            let byte = encoded[index]
            index += 1
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard encoded.endIndex - index >= 2, let high = digit(encoded[index]),
                    let low = digit(encoded[index + 1])
                else { throw .unreadable }
                bytes.append(high << 4 | low)
                index += 2
            default:
                bytes.append(byte)
            }
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { throw .unreadable }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
