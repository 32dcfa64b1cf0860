public import Foundation
public import XML

/// Why an entity's metadata cannot be used, or a part of it cannot, and how its owner mends it.
///
/// One entity's mistake is that entity's alone: whoever loads a folder sets the entity aside and goes on.
public struct MetadataError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Cause: Hashable, Sendable {
        /// The document is not XML that is read here.
        case document(XMLError)
        /// The document is something else than one EntityDescriptor.
        case root(received: String)
        /// An element or attribute is missing.
        case missing(String)
        /// A value is not what it should be.
        case value(expected: String, received: String)
        /// A certificate cannot serve as a key.
        case certificate(String)
        /// A role has no key with which its signatures could be verified.
        case noSigningKey
        /// The service has no AssertionConsumerService by HTTP-POST.
        case noAssertionConsumerService
        /// The same index stands on two endpoints of one binding.
        case duplicateIndex(UInt16)
        /// The metadata was valid until that instant.
        case expired(Date)
    }

    /// The element, as the document writes its name, with the attribute where it is one.
    public let element: String
    /// The line of its start tag, from 1; 0 when unknown.
    public let line: Int
    /// What is wrong.
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

    /// What is wrong, in a sentence.
    public var explanation: String {
        switch cause {
        case .document(let error): error.explanation
        case .root(let received): "the document's root is “\(received)” and not md:EntityDescriptor"
        case .missing(let what): "\(what) is missing"
        case .value(let expected, let received): "expected \(expected), received \(received)"
        case .certificate(let reason): "the certificate cannot be used: \(reason)"
        case .noSigningKey: "there is no key to verify signatures with"
        case .noAssertionConsumerService: "there is no AssertionConsumerService by HTTP-POST"
        case .duplicateIndex(let index): "index \(index) stands on two endpoints"
        case .expired(let instant): "it was valid until \(SAMLInstant.format(instant))"
        }
    }

    /// What the owner of the metadata does about it, in a sentence.
    public var fix: String {
        switch cause {
        case .document(let error): error.fix
        case .root: "give one EntityDescriptor a file"
        case .missing(let what): "add \(what)"
        case .value(let expected, _): "write \(expected)"
        case .certificate: "publish a certificate with an RSA key of 2048 bits or more, or an EC key on P-256 or above"
        case .noSigningKey: "add a KeyDescriptor with use=\"signing\" and an X509Certificate"
        case .noAssertionConsumerService: "add an AssertionConsumerService with Binding=\"\(Binding.httpPOST)\""
        case .duplicateIndex: "give each AssertionConsumerService an index of its own"
        case .expired: "fetch the metadata anew, or ask its owner for a current one"
        }
    }
}

extension MetadataError: CustomStringConvertible {
    /// One line: where, what, and what to do.
    public var description: String {
        let place: [String] = [line > 0 ? "line \(line)" : nil, isOfDocument ? nil : element].compactMap(\.self)
        let words = "\(explanation); \(fix)"
        return place.isEmpty ? words : "\(place.joined(separator: ", ")): \(words)"
    }

    private var isOfDocument: Bool {
        if case .document = cause { true } else { false }
    }
}
