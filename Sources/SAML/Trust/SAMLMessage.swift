public import Foundation
public import XML

/// A SAML protocol message that a binding can transport.
/// - SeeAlso: Core §3.2.
public protocol SAMLMessage: Hashable, Sendable {
    /// The name of the message's element.
    static var elementName: XMLName { get }
    /// Whether the message is a request or a response.
    static var parameter: MessageParameter { get }
    /// The ID of the message.
    var id: MessageID { get }
    /// `2.0`, or another value as received.
    var version: String { get }
    /// The time when the message was created.
    var issueInstant: Date { get }
    /// The URL to which the message was sent.
    var destination: String? { get }
    /// The sender of the message.
    var issuer: Issuer? { get }
    /// Reads the message from its element.
    init(decoding element: XMLElement) throws(DecodingFailure)
    /// The message as an element, unsigned.
    var xml: XMLElement { get }
}
