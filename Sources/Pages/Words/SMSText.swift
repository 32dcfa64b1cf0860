package import Foundation

/// The messages that go to telephones.
package enum SMSText: String, Sendable, CaseIterable {
    /// The PIN.
    case pin = "sms.pin"
    /// The eight digits that reinforce a password.
    case code = "sms.code"
    /// Many wrong codes were typed for this person.
    case rest = "sms.rest"

    /// How much of a service's name is told: with it, a message in Spanish or English fits one SMS of 160 characters.
    static let maximumServiceName = 40
}

extension PageRenderer {
    /// A message in the language with that code, Spanish for one that we do not have.
    ///
    /// The lists write these texts with letters of the GSM alphabet alone (3GPP TS 23.038 §6.2.1): á, í, ó and ú are
    /// not among them and would cut the room to 70 characters. The service's name is written likewise.
    package func message(
        _ text: SMSText, code: String, service: String, validUntil: Date, language: String
    ) -> String {
        let wording = wording(of: self.language(chosen: language, acceptLanguage: nil))
        return wording.text(
            text.rawValue,
            [
                "code": Self.grouped(code),
                "service": Self.plain(service, maximumCharacters: SMSText.maximumServiceName),
                "time": wording.time(validUntil),
            ])
    }

    /// The message that codes are not taken until then.
    package func restMessage(until end: Date, language: String) -> String {
        let wording = wording(of: self.language(chosen: language, acceptLanguage: nil))
        return Self.plain(wording.text(SMSText.rest.rawValue, ["moment": wording.moment(end)]), maximumCharacters: 160)
    }

    /// A code as people read it: in groups of four where it has eight characters or more.
    private static func grouped(_ code: String) -> String {
        guard code.count >= 8 else { return code }
        return stride(from: 0, to: code.count, by: 4).map { start in
            String(code.dropFirst(start).prefix(4))
        }.joined(separator: " ")
    }

    /// The text without accents and without what a telephone might not show, cut to that many characters.
    private static func plain(_ text: String, maximumCharacters: Int) -> String {
        let bare = text.folding(options: .diacriticInsensitive, locale: nil)
        let shown = bare.unicodeScalars.filter { $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F }
        return String(String.UnicodeScalarView(shown)).prefix(maximumCharacters).description
    }
}
