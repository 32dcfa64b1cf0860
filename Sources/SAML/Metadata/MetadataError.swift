public import Foundation
public import XML

/// An error in an entity's metadata, and how its owner corrects it.
///
/// It concerns only that entity. Code that loads a folder skips the entity and continues.
public struct MetadataError: Error, Hashable, Sendable {
    /// The kind of error.
    public enum Cause: Hashable, Sendable {
        /// The document is not acceptable XML.
        case document(XMLError)
        /// The document is not exactly one EntityDescriptor.
        case root(received: String)
        /// An element or attribute is missing.
        case missing(String)
        /// A value is invalid.
        case value(expected: String, received: String)
        /// A certificate contains no usable key.
        case certificate(String)
        /// A role has no key to verify its signatures with.
        case noSigningKey
        /// The service has no AssertionConsumerService by HTTP-POST.
        case noAssertionConsumerService
        /// Two endpoints of one binding have the same index.
        case duplicateIndex(UInt16)
        /// The metadata expired at this time.
        case expired(Date)
    }

    /// The name of the element as written, with the attribute when an attribute is wrong.
    public let element: String
    /// The line of the element's start tag, counted from 1; 0 when unknown.
    public let line: Int
    /// The kind of error.
    public let cause: Cause

    init(_ element: XMLElement, attribute: String? = nil, _ cause: Cause) {
        self.element = attribute.map { "\(element.name)/@\($0)" } ?? "\(element.name)"
        line = element.line
        self.cause = cause
    }

    init(document error: XMLError) {
        element = "document"
        line = error.line ?? 0
        cause = .document(error)
    }

    init(_ failure: DecodingFailure) {
        element = failure.element
        line = failure.line
        cause = .value(expected: failure.expected, received: failure.received)
    }

    /// What is wrong, as one sentence.
    public var explanation: String {
        switch cause {
        case .document(let error): error.explanation
        case .root(let received): "the root element is “\(received)” and not md:EntityDescriptor"
        case .missing(let what): "\(what) is missing"
        case .value(let expected, let received): "expected \(expected), received \(received)"
        case .certificate(let reason): "the certificate cannot be used: \(reason)"
        case .noSigningKey: "there is no key to verify signatures with"
        case .noAssertionConsumerService: "there is no AssertionConsumerService by HTTP-POST"
        case .duplicateIndex(let index): "index \(index) is used by two endpoints"
        case .expired(let instant): "it expired at \(SAMLInstant.format(instant))"
        }
    }

    /// What the owner of the metadata must do, as one sentence.
    public var fix: String {
        switch cause {
        case .document(let error): error.fix
        case .root: "use one EntityDescriptor per file"
        case .missing(let what): "add \(what)"
        case .value(let expected, _): "write \(expected)"
        case .certificate: "publish a certificate with an RSA key of 2048 bits or more, or an EC key on P-256 or above"
        case .noSigningKey: "add a KeyDescriptor with use=\"signing\" and an X509Certificate"
        case .noAssertionConsumerService: "add an AssertionConsumerService with Binding=\"\(Binding.httpPOST)\""
        case .duplicateIndex: "give each AssertionConsumerService a different index"
        case .expired: "fetch the metadata again, or ask its owner for a current one"
        }
    }
}

extension MetadataError: CustomStringConvertible {
    /// One line: the location, the error and the correction.
    public var description: String {
        let place: [String] = [line > 0 ? "line \(line)" : nil, isOfDocument ? nil : element].compactMap(\.self)
        let text = "\(explanation); \(fix)"
        return place.isEmpty ? text : "\(place.joined(separator: ", ")): \(text)"
    }

    private var isOfDocument: Bool {
        if case .document = cause { true } else { false }
    }
}
