import XML

/// An error in a well-formed document that is not the expected message, and its location.
public struct DecodingFailure: Error, Hashable, Sendable {
    /// The name of the wrong element as `prefix:localName`, with the attribute when an attribute is wrong:
    /// `samlp:Status`, `samlp:AuthnRequest/@ID`.
    public let element: String

    /// What the schema requires there. For developers.
    public let expected: String

    /// What was received instead: names of elements, or a value cut to 80 Unicode scalars.
    public let received: String

    /// The line of the element's start tag, counted from 1; 0 when unknown.
    public let line: Int

    init(_ element: XMLElement, attribute: String? = nil, expected: String, received: String) {
        self.element = attribute.map { "\(element.name)/@\($0)" } ?? "\(element.name)"
        self.expected = expected
        self.received = received.cut(maximumScalars: 80)
        line = element.line
    }
}

extension DecodingFailure: CustomStringConvertible {
    /// One line: the location, what was expected and what was received.
    public var description: String { "line \(line), \(element): expected \(expected), received \(received)" }
}
