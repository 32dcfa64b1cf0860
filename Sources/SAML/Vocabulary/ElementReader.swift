import Foundation
import XML

/// Reads one element according to its schema type: attributes by name, children in the order of the schema.
///
/// ``finish()`` reports a child that was not read in its turn, so callers need no separate checks of order and
/// cardinality. Attributes that are not read are ignored.
struct ElementReader {
    let element: XMLElement
    private var remaining: ArraySlice<XMLElement>

    /// - Throws: `DecodingFailure` when the element has another name, or contains text other than white space.
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

    /// Reads only attributes. The element may have any content.
    init(attributesOf element: XMLElement) {
        self.element = element
        remaining = []
    }

    // MARK: Children

    /// Returns the next child if it has this name.
    mutating func optional(_ name: XMLName) -> XMLElement? {
        remaining.first?.name == name ? remaining.removeFirst() : nil
    }

    /// Returns the next child if its name satisfies the condition.
    mutating func optional(where condition: (XMLName) -> Bool) -> XMLElement? {
        guard let next = remaining.first, condition(next.name) else { return nil }
        return remaining.removeFirst()
    }

    /// Returns the next child, which must have this name.
    mutating func required(_ name: XMLName) throws(DecodingFailure) -> XMLElement {
        guard let child = optional(name) else { throw unexpected("\(name)") }
        return child
    }

    /// Returns the next children as long as they have this name.
    mutating func all(_ name: XMLName) -> [XMLElement] {
        all { $0 == name }
    }

    /// Returns the next children as long as their names satisfy the condition.
    mutating func all(where condition: (XMLName) -> Bool) -> [XMLElement] {
        let run = remaining.prefix { condition($0.name) }
        remaining = remaining.dropFirst(run.count)
        return Array(run)
    }

    /// - Throws: `DecodingFailure` when a child was not read.
    func finish() throws(DecodingFailure) {
        guard remaining.isEmpty else { throw unexpected("no further element") }
    }

    private func unexpected(_ expected: String) -> DecodingFailure {
        let received = remaining.first.map { "\($0.name)" } ?? "the end of the element"
        return DecodingFailure(element, expected: expected, received: received)
    }

    // MARK: Attributes

    /// Returns the attribute's value unchanged, or nil when absent. A blank value is an error (Core §1.3.1).
    func string(_ name: String) throws(DecodingFailure) -> String? {
        guard let value = element.attribute(XMLName(stringLiteral: name)) else { return nil }
        guard !value.utf8.allSatisfy(\.isXMLSpace) else {
            throw DecodingFailure(
                element, attribute: name, expected: "a value that is not blank", received: "“\(value)”")
        }
        return value
    }

    /// Returns the attribute's value unchanged. The attribute must be present.
    func requiredString(_ name: String) throws(DecodingFailure) -> String {
        guard let value = try string(name) else {
            throw DecodingFailure(element, attribute: name, expected: "a value", received: "no such attribute")
        }
        return value
    }

    /// Returns a URI reference, without white space around it.
    func uri(_ name: String) throws(DecodingFailure) -> String? {
        try string(name)?.trimmedXMLSpace
    }

    /// Returns an `xs:ID` or a reference to one: an NCName.
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

    /// Returns the ID of the element.
    func requiredID() throws(DecodingFailure) -> MessageID {
        guard let id = try messageID("ID") else {
            throw DecodingFailure(element, attribute: "ID", expected: "an NCName", received: "no such attribute")
        }
        return id
    }

    /// Returns a time in UTC.
    func instant(_ name: String) throws(DecodingFailure) -> Date? {
        guard let value = try string(name) else { return nil }
        guard let instant = SAMLInstant.parse(value) else {
            throw DecodingFailure(
                element, attribute: name, expected: "a time in UTC, for example 2026-01-31T23:59:59Z",
                received: "“\(value)”")
        }
        return instant
    }

    /// Returns a time in UTC. The attribute must be present.
    func requiredInstant(_ name: String) throws(DecodingFailure) -> Date {
        guard let instant = try instant(name) else {
            throw DecodingFailure(element, attribute: name, expected: "a time in UTC", received: "no such attribute")
        }
        return instant
    }

    /// Returns the value of `true`, `1`, `false` or `0`.
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

    /// Returns an `xs:unsignedShort`, for indices.
    func index(_ name: String) throws(DecodingFailure) -> UInt16? {
        guard let value = try string(name) else { return nil }
        let digits = value.trimmedXMLSpace
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = UInt16(digits) else {
            throw DecodingFailure(
                element, attribute: name, expected: "a number from 0 to 65535", received: "“\(value)”")
        }
        return index
    }

    /// Returns an `xs:nonNegativeInteger`, at most `Int32.max`.
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
    /// Returns the URI that is the element's only content.
    func uriContent() throws(DecodingFailure) -> String {
        try textContent().trimmedXMLSpace
    }

    /// Returns the text that is the element's only content. Blank text is an error (Core §1.3.1).
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
