package import Citizens
package import Foundation

/// A text message that is to be sent.
package struct SMS: Hashable, Sendable {
    package let recipient: PhoneNumber
    /// As the telephone shows it; it holds a code, so it is never logged.
    package let text: String
    /// When what it says stops being true: a gateway must not deliver it later.
    package let validUntil: Date

    package init(recipient: PhoneNumber, text: String, validUntil: Date) {
        self.recipient = recipient
        self.text = text
        self.validUntil = validUntil
    }
}

/// Sends text messages: a gateway, or a folder in development.
package struct SMSGateway: Sendable {
    /// Hands a message over; returning means that whoever carries it has accepted it.
    ///
    /// - Throws: `SMSFailure`.
    package let send: @Sendable (SMS) async throws -> Void

    /// The longest time that `send` takes. A dispatcher claims each message for longer.
    package let deadline: Duration

    package init(deadline: Duration = .seconds(10), send: @escaping @Sendable (SMS) async throws -> Void) {
        self.deadline = deadline
        self.send = send
    }
}

/// Why a message was not taken.
package enum SMSFailure: Error, Hashable, Sendable {
    /// It may be taken later: the gateway is away or busy.
    case temporary(String)
    /// It will never be: the gateway refuses this message.
    case permanent(String)
}

/// What a message is for, with what it says.
package enum SMSContent: Hashable, Sendable {
    case pin(pin: String, service: String, validUntil: Date)
    case code(code: String, service: String, validUntil: Date)
    /// Many wrong codes were typed for this person; codes are taken again from then on.
    case rest(until: Date)
}

/// Words a message in the citizen's language.
package struct SMSWording: Sendable {
    /// The text for that content in the language with that code; short enough for one message where it can be.
    package let text: @Sendable (SMSContent, _ language: String) -> String

    package init(text: @escaping @Sendable (SMSContent, _ language: String) -> String) {
        self.text = text
    }
}
