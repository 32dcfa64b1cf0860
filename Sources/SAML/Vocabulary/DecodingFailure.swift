import XML

/// A well-formed document that is not the message it should be, and where.
public struct DecodingFailure: Error, Hashable, Sendable {
    /// The element that holds the mistake, as `prefix:localName`, with the attribute where it is one: `samlp:Status`,
    /// `samlp:AuthnRequest/@ID`.
    public let element: String

    /// What the schema asks for there, for a developer to read.
    public let expected: String

    /// What stood there instead; the names of elements or a value cut to 80 Unicode scalars.
    public let received: String

    /// The line of the element's start tag, from 1; 0 when unknown.
    public let line: Int

    init(_ element: XMLElement, attribute: String? = nil, expected: String, received: String) {
        self.element = attribute.map { "\(element.name)/@\($0)" } ?? "\(element.name)"
        self.expected = expected
        self.received = received.cut(maximumScalars: 80)
        line = element.line
    }
}

extension DecodingFailure: CustomStringConvertible {
    /// One line: where, what was expected, what was received.
    public var description: String { "line \(line), \(element): expected \(expected), received \(received)" }
}
