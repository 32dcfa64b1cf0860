package import Secrets

/// The four characters that the citizen chooses, or accepts as proposed, before a PIN is made.
///
/// Capital letters A–Z and digits. The citizen types it before requesting the PIN. It is not a secret from the person
/// who started the login.
package struct OwnCode: Hashable, Sendable, Unprintable {
    package let text: String

    package static let length = 4

    /// Reads typed text. Ignores case, spaces and hyphens. Nil unless four letters A–Z or digits remain.
    package init?(_ typed: String) {
        guard let text = TypedCode.normalised(typed, length: OwnCode.length) else { return nil }
        self.text = text
    }

    /// Returns a random proposal, without characters that look alike.
    package static func proposed(by random: RandomSource) -> OwnCode {
        OwnCode(drawn: random.text(of: length, from: .unambiguous))
    }

    private init(drawn text: String) {
        self.text = text
    }
}

/// The reason why a stored text is not an own code.
package enum OwnCodeError: Error, Hashable {
    case shape
}

extension OwnCode: TextCoded {
    init(coded text: String) throws {
        guard let code = OwnCode(text) else { throw OwnCodeError.shape }
        self = code
    }
}
