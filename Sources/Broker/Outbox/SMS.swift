package import Citizens
package import Foundation

/// A text message to send.
package struct SMS: Hashable, Sendable {
    package let recipient: PhoneNumber
    /// The text as shown on the telephone. It can contain a code, so it is never logged.
    package let text: String
    /// The time after which the message is no longer valid. A gateway must not deliver it later.
    package let validUntil: Date

    package init(recipient: PhoneNumber, text: String, validUntil: Date) {
        self.recipient = recipient
        self.text = text
        self.validUntil = validUntil
    }
}

/// Sends text messages, through a gateway or, in development, to a folder.
package struct SMSGateway: Sendable {
    /// Sends a message. It returns when the carrier has accepted the message.
    ///
    /// - Throws: `SMSFailure`.
    package let send: @Sendable (SMS) async throws -> Void

    /// The maximum duration of `send`. A dispatcher claims each message for a longer time.
    package let deadline: Duration

    package init(deadline: Duration = .seconds(10), send: @escaping @Sendable (SMS) async throws -> Void) {
        self.deadline = deadline
        self.send = send
    }
}

/// The reason why a message was not accepted.
package enum SMSFailure: Error, Hashable, Sendable {
    /// The gateway is unavailable or busy. It may accept the message later.
    case temporary(String)
    /// The gateway refuses this message permanently.
    case permanent(String)
}

/// The purpose and the content of a message.
package enum SMSContent: Hashable, Sendable {
    case pin(pin: String, service: String, validUntil: Date)
    case code(code: String, service: String, validUntil: Date)
    /// Many wrong codes were typed for this citizen. Codes are accepted again at that time.
    case rest(until: Date)
}

/// Writes the text of a message in the citizen's language.
package struct SMSWording: Sendable {
    /// Returns the text for a content in the language with that code. It fits into one message where possible.
    package let text: @Sendable (SMSContent, _ language: String) -> String

    package init(text: @escaping @Sendable (SMSContent, _ language: String) -> String) {
        self.text = text
    }
}
