public import Foundation
public import XML

/// A message of the SAML protocol that a binding can carry.
/// - SeeAlso: Core §3.2.
public protocol SAMLMessage: Hashable, Sendable {
    /// The name of its element.
    static var elementName: XMLName { get }
    /// Whether it travels as a request or as a response.
    static var parameter: MessageParameter { get }
    /// Its own name.
    var id: MessageID { get }
    /// `2.0`, or what stood there.
    var version: String { get }
    /// When it was made.
    var issueInstant: Date { get }
    /// Where it was sent.
    var destination: String? { get }
    /// Who made it.
    var issuer: Issuer? { get }
    /// Reads the message from its element.
    init(decoding element: XMLElement) throws(DecodingFailure)
    /// The message as an element, unsigned.
    var xml: XMLElement { get }
}
