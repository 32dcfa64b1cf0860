package import Secrets

/// The four characters that the citizen chooses, or takes as proposed, before a PIN is made.
///
/// Letters A–Z and digits, in capitals. It is typed on one's own page before the PIN is asked for: not a secret of
/// its own against whoever began the login.
package struct OwnCode: Hashable, Sendable, Unprintable {
    package let text: String

    package static let length = 4

    /// Nil unless the person typed four letters A–Z or digits, in either case, spaces and hyphens aside.
    package init?(_ typed: String) {
        guard let text = TypedCode.normalised(typed, length: OwnCode.length) else { return nil }
        self.text = text
    }

    /// One to begin with, from characters that are not taken for one another.
    package static func proposed(by random: RandomSource) -> OwnCode {
        OwnCode(drawn: random.text(of: length, from: .unambiguous))
    }

    private init(drawn text: String) {
        self.text = text
    }
}

/// Why a stored text is not a code any more.
package enum OwnCodeError: Error, Hashable {
    case shape
}

extension OwnCode: TextCoded {
    init(coded text: String) throws {
        guard let code = OwnCode(text) else { throw OwnCodeError.shape }
        self = code
    }
}
