import Foundation
import SAML
import TestFederation
import Testing

/// Single logout by HTTP-Redirect, from either side.
extension InProcessIdentityProvider {
    /// Returns the URL of a logout request that ends sessions of the person.
    func logoutRequest(
        ending sessionIndexes: [String?], from metadata: [UInt8], id: MessageID, signedWith key: TestKey? = nil,
        at now: Date
    ) throws -> String {
        let entity = try EntityDescriptor(decoding: metadata)
        let endpoint = try #require(entity.serviceProvider?.role.browserLogoutService)
        let delivery = try LogoutBuilder(issuer: Self.entityID, key: (key ?? self.key).signing).request(
            ending: sessionIndexes.map {
                SessionParticipation(
                    service: entity.entityID, nameID: Self.nameID(at: entity.entityID), sessionIndex: $0)
            }, at: endpoint, relayState: "otra vez & más", id: id, now: now)
        return try url(of: delivery)
    }

    /// Verifies the service's answer with the keys in its metadata, and applies all rules.
    func acceptAnswer(
        _ address: URL, to request: MessageID, from metadata: [UInt8], at now: Date
    ) throws -> AcceptedLogoutResponse {
        let entity = try EntityDescriptor(decoding: metadata)
        let keys = try #require(entity.serviceProvider?.role.signingKeys)
        return try LogoutRules.accept(
            try RedirectBinding.receive(LogoutResponse.self, query: query(address)).verified(trusting: keys),
            from: entity, inResponseTo: request, at: Self.logoutLocation, now: now)
    }

    /// Verifies a logout request of the service with the keys in its metadata, and applies all rules.
    func acceptLogout(_ address: URL, from metadata: [UInt8], at now: Date) throws -> AcceptedLogoutRequest {
        let entity = try EntityDescriptor(decoding: metadata)
        let keys = try #require(entity.serviceProvider?.role.signingKeys)
        return try LogoutRules.accept(
            try RedirectBinding.receive(LogoutRequest.self, query: query(address)).verified(trusting: keys),
            from: entity, at: Self.logoutLocation, now: now)
    }

    /// Returns the URL of an answer to the service.
    func answer(_ request: AcceptedLogoutRequest, _ outcome: LogoutOutcome, at now: Date) throws -> String {
        let delivery = try LogoutBuilder(issuer: Self.entityID, key: key.signing)
            .response(to: request.replyTo, outcome, id: Self.newID(), now: now)
        return try url(of: try #require(delivery))
    }

    private func query(_ address: URL) throws -> String {
        String(try #require(address.absoluteString.split(separator: "?", maxSplits: 1).last))
    }

    private func url(of delivery: LogoutBuilder.Delivery) throws -> String {
        guard case .redirect(let url) = delivery else { throw NoRedirect() }
        return url
    }

    private struct NoRedirect: Error {}
}
