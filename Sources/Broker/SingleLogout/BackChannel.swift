import SAML

/// Sends requests from the broker to the servers of services, only at addresses in their metadata.
package struct BackChannel: Sendable {
    /// Posts a SOAP envelope and returns the body of the answer.
    ///
    /// - Throws: An error when no valid answer arrives in time.
    package let exchange: @Sendable (_ address: String, _ envelope: [UInt8]) async throws -> [UInt8]

    /// Returns whether the server at that address answers at all, with any content.
    package let isAnswered: @Sendable (_ address: String) async -> Bool

    /// The Content-Type of an envelope, and the maximum size of an answer in octets.
    package static let (contentType, maximumBytes) = (SOAPBinding.contentType, SOAPBinding.maximumBytes)

    package init(
        exchange: @escaping @Sendable (_ address: String, _ envelope: [UInt8]) async throws -> [UInt8],
        isAnswered: @escaping @Sendable (_ address: String) async -> Bool
    ) {
        self.exchange = exchange
        self.isAnswered = isAnswered
    }

    /// A back channel without answers, for installations that may not connect to services.
    package static let disabled = BackChannel(exchange: { _, _ in throw Disabled() }, isAnswered: { _ in false })

    private struct Disabled: Error {}
}
