/// All error codes with their titles.
package struct ErrorCataloguePage: Page {
    package static let template = "error-catalogue"
    package static let values: [PageValue<Self>] = [
        .each("entries", Entry.values) { $0.entries }
    ]

    package struct Entry: Sendable {
        package let code: String
        package let address: String

        package init(code: String, address: String) {
            self.code = code
            self.address = address
        }

        static let values: [PageValue<Self>] = [
            .text("entryCode") { $0.code },
            .localized("entryTitle") { ErrorTexts(code: $0.code, in: $1).title },
            .text("entryAddress") { $0.address },
        ]
    }

    package let frame: Frame
    package let entries: [Entry]

    package init(frame: Frame, entries: [Entry]) {
        self.frame = frame
        self.entries = entries
    }
}
