package import Foundation

/// A sentence for the citizen, independent of its language.
///
/// Only the factories below make sentences, so that a controller cannot request one that a language lacks.
package struct Sentence: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case text(String)
        case number(Int)
        case time(Date)
        case moment(Date)
        case date(Date)
    }

    let key: SentenceKey
    let parameters: [String: Value]

    private init(_ key: SentenceKey, _ parameters: [String: Value] = [:]) {
        self.key = key
        self.parameters = parameters
    }

    // MARK: Documents, contrast data, codes, as typed

    package static let documentMissing = Self(.documentMissing)
    /// Not a valid DNI or NIE, or its letter does not match. Reveals nothing about the register.
    package static let documentMalformed = Self(.documentMalformed)
    /// A number that belongs to an entity: only natural persons can sign in.
    package static let documentOfEntity = Self(.documentOfEntity)
    package static let contrastMissing = Self(.contrastMissing)
    package static let contrastMalformed = Self(.contrastMalformed)
    /// The expiry date that every permanent DNI has, which does not distinguish documents.
    package static let contrastPermanent = Self(.contrastPermanent)
    package static let codeMalformed = Self(.codeMalformed)
    package static let accessCodeMalformed = Self(.accessCodeMalformed)
    package static let passwordMissing = Self(.passwordMissing)
    package static let oneTimeCodeMalformed = Self(.oneTimeCodeMalformed)

    // MARK: Attempts that failed

    /// Not registered, wrong datum or password, or blocked: one text for all, which reveals none of them.
    package static let dataDoNotMatch = Self(.dataDoNotMatch)
    package static func wrongAccessCode(attemptsLeft: Int) -> Self {
        Self(attemptsLeft == 1 ? .wrongAccessCodeLast : .wrongAccessCode, ["count": .number(attemptsLeft)])
    }
    /// The PIN was wrong too often, has expired, or was used.
    package static let pinUseless = Self(.pinUseless)
    package static func wrongOneTimeCode(attemptsLeft: Int) -> Self {
        Self(attemptsLeft == 1 ? .wrongOneTimeCodeLast : .wrongOneTimeCode, ["count": .number(attemptsLeft)])
    }
    /// The code was wrong too often, has expired, or was used.
    package static let oneTimeCodeUseless = Self(.oneTimeCodeUseless)
    /// Too many attempts for this document from this network, whether the document is registered or not.
    package static func methodPaused(until: Date) -> Self { Self(.methodPaused, ["moment": .moment(until)]) }
    /// Too many attempts from this network, for any documents.
    package static func networkPaused(until: Date) -> Self { Self(.networkPaused, ["moment": .moment(until)]) }
    /// Too many messages for this document.
    package static func messagesPaused(until: Date) -> Self { Self(.messagesPaused, ["moment": .moment(until)]) }
    /// Too many wrong codes: no code is accepted in a browser in which this person has not signed in before.
    package static func codesRest(until: Date) -> Self { Self(.codesRest, ["moment": .moment(until)]) }
    package static func waitBeforeNewCode(seconds: Int) -> Self {
        Self(.waitBeforeNewCode, ["seconds": .number(seconds)])
    }
    package static let certificateTicketUseless = Self(.certificateTicketUseless)

    // MARK: Good to know

    package static let codeRequestedAgain = Self(.codeRequestedAgain)
    package static let chooseAnotherMethod = Self(.chooseAnotherMethod)
}
