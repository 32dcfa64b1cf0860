import Foundation
import XML

/// Reads one element as its schema type describes it: attributes by name, children in the order of the schema.
///
/// What is not asked for in its turn is an error at ``finish()``, so order and cardinality need no code of their own.
/// Attributes that nobody asks for are passed over.
struct ElementReader {
    let element: XMLElement
    private var remaining: ArraySlice<XMLElement>

    /// - Throws: `DecodingFailure` when the element has another name, or text where only elements belong.
    init(_ element: XMLElement, as name: XMLName) throws(DecodingFailure) {
        guard element.name == name else {
            throw DecodingFailure(element, expected: "\(name)", received: "\(element.name)")
        }
        self.element = element
        remaining = element.elements[...]
        for case .text(let text) in element.children where !text.utf8.allSatisfy(\.isXMLSpace) {
            throw DecodingFailure(element, expected: "elements only", received: "the text “\(text)”")
        }
    }

    /// Reads attributes alone, whatever the element contains.
    init(attributesOf element: XMLElement) {
        self.element = element
        remaining = []
    }

    // MARK: Children

    /// The next child if it has that name.
    mutating func optional(_ name: XMLName) -> XMLElement? {
        remaining.first?.name == name ? remaining.removeFirst() : nil
    }

    /// The next child if its name satisfies the condition.
    mutating func optional(where condition: (XMLName) -> Bool) -> XMLElement? {
        guard let next = remaining.first, condition(next.name) else { return nil }
        return remaining.removeFirst()
    }

    /// The next child, which must have that name.
    mutating func required(_ name: XMLName) throws(DecodingFailure) -> XMLElement {
        guard let child = optional(name) else { throw unexpected("\(name)") }
        return child
    }

    /// The next children for as long as they have that name.
    mutating func all(_ name: XMLName) -> [XMLElement] {
        all { $0 == name }
    }

    /// The next children for as long as their names satisfy the condition.
    mutating func all(where condition: (XMLName) -> Bool) -> [XMLElement] {
        let run = remaining.prefix { condition($0.name) }
        remaining = remaining.dropFirst(run.count)
        return Array(run)
    }

    /// - Throws: `DecodingFailure` when a child is left that nothing asked for in its turn.
    func finish() throws(DecodingFailure) {
        guard remaining.isEmpty else { throw unexpected("no further element") }
    }

    private func unexpected(_ expected: String) -> DecodingFailure {
        let received = remaining.first.map { "\($0.name)" } ?? "the end of the element"
        return DecodingFailure(element, expected: expected, received: received)
    }

    // MARK: Attributes

    /// The attribute's value as it stands, or nil; present and blank is an error (Core §1.3.1).
    func string(_ name: String) throws(DecodingFailure) -> String? {
        guard let value = element.attribute(XMLName(stringLiteral: name)) else { return nil }
        guard !value.utf8.allSatisfy(\.isXMLSpace) else {
            throw DecodingFailure(
                element, attribute: name, expected: "a value that is not blank", received: "“\(value)”")
        }
        return value
    }

    /// The attribute's value as it stands.
    func requiredString(_ name: String) throws(DecodingFailure) -> String {
        guard let value = try string(name) else {
            throw DecodingFailure(element, attribute: name, expected: "a value", received: "no such attribute")
        }
        return value
    }

    /// A URI reference, white space around it removed.
    func uri(_ name: String) throws(DecodingFailure) -> String? {
        try string(name)?.trimmedXMLSpace
    }

    /// An `xs:ID` or a reference to one: an NCName.
    func messageID(_ name: String) throws(DecodingFailure) -> MessageID? {
        guard let value = try string(name)?.trimmedXMLSpace else { return nil }
        guard value.utf8.count <= MessageID.maximumBytes else {
            throw DecodingFailure(
                element, attribute: name, expected: "at most \(MessageID.maximumBytes) bytes",
                received: "\(value.utf8.count)")
        }
        guard value.isNCName else {
            throw DecodingFailure(element, attribute: name, expected: "an NCName", received: "“\(value)”")
        }
        return MessageID(rawValue: value)
    }

    /// The element's own ID.
    func requiredID() throws(DecodingFailure) -> MessageID {
        guard let id = try messageID("ID") else {
            throw DecodingFailure(element, attribute: "ID", expected: "an NCName", received: "no such attribute")
        }
        return id
    }

    /// An instant in UTC.
    func instant(_ name: String) throws(DecodingFailure) -> Date? {
        guard let value = try string(name) else { return nil }
        guard let instant = SAMLInstant.parse(value) else {
            throw DecodingFailure(
                element, attribute: name, expected: "an instant in UTC such as 2026-01-31T23:59:59Z",
                received: "“\(value)”")
        }
        return instant
    }

    /// An instant in UTC.
    func requiredInstant(_ name: String) throws(DecodingFailure) -> Date {
        guard let instant = try instant(name) else {
            throw DecodingFailure(element, attribute: name, expected: "an instant", received: "no such attribute")
        }
        return instant
    }

    /// `true`, `1`, `false` or `0`.
    func boolean(_ name: String) throws(DecodingFailure) -> Bool? {
        guard let value = try string(name) else { return nil }
        switch value.trimmedXMLSpace {
        case "true", "1": return true
        case "false", "0": return false
        default:
            throw DecodingFailure(
                element, attribute: name, expected: "true, false, 1 or 0", received: "“\(value)”")
        }
    }

    /// An `xs:unsignedShort`, as indices are.
    func index(_ name: String) throws(DecodingFailure) -> UInt16? {
        guard let value = try string(name) else { return nil }
        let digits = value.trimmedXMLSpace
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = UInt16(digits) else {
            throw DecodingFailure(
                element, attribute: name, expected: "a number from 0 to 65535", received: "“\(value)”")
        }
        return index
    }

    /// An `xs:nonNegativeInteger`, up to what an Int32 holds.
    func count(_ name: String) throws(DecodingFailure) -> Int? {
        guard let value = try string(name) else { return nil }
        let digits = value.trimmedXMLSpace
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int32(digits) else {
            throw DecodingFailure(element, attribute: name, expected: "a number from 0", received: "“\(value)”")
        }
        return Int(count)
    }
}

extension XMLElement {
    /// The text of an element that holds a URI and nothing else.
    func uriContent() throws(DecodingFailure) -> String {
        try textContent().trimmedXMLSpace
    }

    /// The text of an element that holds text and nothing else; blank is an error (Core §1.3.1).
    func textContent() throws(DecodingFailure) -> String {
        if let child = elements.first {
            throw DecodingFailure(self, expected: "text only", received: "\(child.name)")
        }
        let text = text
        guard !text.utf8.allSatisfy(\.isXMLSpace) else {
            throw DecodingFailure(self, expected: "text that is not blank", received: "“\(text)”")
        }
        return text
    }
}
