package import Foundation

/// The texts of SMS messages.
package enum SMSText: String, Sendable, CaseIterable {
    /// The PIN.
    case pin = "sms.pin"
    /// The eight digits of the permanent key's second factor.
    case code = "sms.code"
    /// A notice that many wrong codes were typed for this person.
    case rest = "sms.rest"

    /// The maximum length of a service's name: with it, a message in Spanish or English fits one SMS of 160 characters.
    static let maximumServiceName = 40
}

extension PageRenderer {
    /// Returns a message in the language with that code; in Spanish for an unknown language.
    ///
    /// The lists write these texts with letters of the GSM alphabet only (3GPP TS 23.038 §6.2.1). It lacks á, í, ó and
    /// ú, which would reduce an SMS to 70 characters. The service's name is converted to the same alphabet.
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

    /// Returns the notice that codes are not accepted until that time.
    package func restMessage(until end: Date, language: String) -> String {
        let wording = wording(of: self.language(chosen: language, acceptLanguage: nil))
        return Self.plain(wording.text(SMSText.rest.rawValue, ["moment": wording.moment(end)]), maximumCharacters: 160)
    }

    /// Returns a code in groups of four characters if it has eight or more.
    private static func grouped(_ code: String) -> String {
        guard code.count >= 8 else { return code }
        return stride(from: 0, to: code.count, by: 4).map { start in
            String(code.dropFirst(start).prefix(4))
        }.joined(separator: " ")
    }

    /// Returns the text without accents and without characters that a telephone might not show, cut to that many
    /// characters.
    private static func plain(_ text: String, maximumCharacters: Int) -> String {
        let bare = text.folding(options: .diacriticInsensitive, locale: nil)
        let shown = bare.unicodeScalars.filter { $0.isASCII && $0.value >= 0x20 && $0.value != 0x7F }
        return String(String.UnicodeScalarView(shown)).prefix(maximumCharacters).description
    }
}
