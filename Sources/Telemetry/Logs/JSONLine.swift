/// A flat JSON object of texts, written in the order in which they are added.
///
/// - SeeAlso: RFC 8259.
package struct JSONLine {
    private var names: Set<String> = []
    private var members = ""

    package init() {}

    package var text: String { "{\(members)}" }

    /// Adds a member. A name that already exists is prefixed with `metadata.`, repeatedly if necessary.
    package mutating func add(_ name: String, _ value: String) {
        var name = name
        while !names.insert(name).inserted { name = "metadata.\(name)" }
        if !members.isEmpty { members += "," }
        members += Self.quoted(name)
        members += ":"
        members += Self.quoted(value)
    }

    private static func quoted(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return "\"\(text)\"" }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default:
                if UnsafeScalar.contains(scalar) {
                    quoted += escape(scalar)
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }

    /// Whether an octet is a printable ASCII character that JSON does not escape.
    private static func isPlain(_ octet: UInt8) -> Bool {
        (0x20...0x7E).contains(octet) && octet != UInt8(ascii: "\"") && octet != UInt8(ascii: "\\")
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
