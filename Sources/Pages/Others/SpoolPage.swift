package import Foundation

/// Development only: the SMS that were "sent", newest first; the page fetches itself again.
package struct SpoolPage: Page {
    package static let template = "spool"

    package struct Message: Sendable {
        package let sentAt: Date
        package let number: String
        package let text: String

        package init(sentAt: Date, number: String, text: String) {
            self.sentAt = sentAt
            self.number = number
            self.text = text
        }
    }

    package let frame: Frame
    /// In any order.
    package let messages: [Message]

    package init(frame: Frame, messages: [Message]) {
        self.frame = frame
        self.messages = messages
    }

    package var refreshSeconds: Int? { 5 }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("hasMessages", !messages.isEmpty)
        values.set(
            "messages",
            each: messages.sorted { $0.sentAt > $1.sentAt }.map { message in
                var item = PageValues()
                item.set("messageTime", "\(wording.date(message.sentAt)), \(wording.time(message.sentAt))")
                item.set("messageNumber", message.number)
                item.set("messageText", message.text)
                return item
            })
        return values
    }
}
