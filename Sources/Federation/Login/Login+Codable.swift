import Foundation
import SAML

// A login survives in the database between two requests of the browser. Everything in it is plain data but the
// request, which has a stored form of its own because only the rules of SAML may make one.
extension Login: Codable {
    private enum Key: String, CodingKey {
        case id, request, requirement, offers, startedAt, expiresAt, state
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try container.decode(LoginID.self, forKey: .id),
            request: try AcceptedRequest(stored: Array(try container.decode(Data.self, forKey: .request))),
            requirement: try container.decode(AssuranceRequirement.self, forKey: .requirement),
            offers: try container.decode([MethodOffer].self, forKey: .offers),
            startedAt: try container.decode(Date.self, forKey: .startedAt),
            expiresAt: try container.decode(Date.self, forKey: .expiresAt),
            state: try container.decode(State.self, forKey: .state))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(Data(try request.stored()), forKey: .request)
        try container.encode(requirement, forKey: .requirement)
        try container.encode(offers, forKey: .offers)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(state, forKey: .state)
    }
}
