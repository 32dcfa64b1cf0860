import SAML

/// How our server speaks to the servers of services, at addresses of their metadata and at no others.
package struct BackChannel: Sendable {
    /// Posts a SOAP envelope and brings back the body of the answer.
    ///
    /// - Throws: when no answer came in time, or one that is none.
    package let exchange: @Sendable (_ address: String, _ envelope: [UInt8]) async throws -> [UInt8]

    /// Whether anybody answers at the server of that address, whatever they say.
    package let isAnswered: @Sendable (_ address: String) async -> Bool

    /// What an envelope says of itself over HTTP, and what an answer may weigh in octets.
    package static let (contentType, maximumBytes) = (SOAPBinding.contentType, SOAPBinding.maximumBytes)

    package init(
        exchange: @escaping @Sendable (_ address: String, _ envelope: [UInt8]) async throws -> [UInt8],
        isAnswered: @escaping @Sendable (_ address: String) async -> Bool
    ) {
        self.exchange = exchange
        self.isAnswered = isAnswered
    }

    /// Nobody answers: for installations that may not reach any service.
    package static let silent = BackChannel(exchange: { _, _ in throw Silence() }, isAnswered: { _ in false })

    private struct Silence: Error {}
}
