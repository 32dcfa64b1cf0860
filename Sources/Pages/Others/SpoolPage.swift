package import Foundation

/// Development only: the SMS that were "sent", newest first. The page reloads itself.
package struct SpoolPage: Page {
    package static let template = "spool"
    package static let values: [PageValue<Self>] = [
        .flag("hasMessages") { !$0.messages.isEmpty },
        .each("messages", Message.values) { $0.messages.sorted { $0.sentAt > $1.sentAt } },
    ]

    package struct Message: Sendable {
        package let sentAt: Date
        package let number: String
        package let text: String

        package init(sentAt: Date, number: String, text: String) {
            self.sentAt = sentAt
            self.number = number
            self.text = text
        }

        static let values: [PageValue<Self>] = [
            .localized("messageTime") { "\($1.date($0.sentAt)), \($1.time($0.sentAt))" },
            .text("messageNumber") { $0.number },
            .text("messageText") { $0.text },
        ]
    }

    package let frame: Frame
    /// The messages, in any order.
    package let messages: [Message]

    package init(frame: Frame, messages: [Message]) {
        self.frame = frame
        self.messages = messages
    }

    package var refreshSeconds: Int? { 5 }
}
