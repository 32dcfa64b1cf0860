/// Every code there is, with its title.
package struct ErrorCataloguePage: Page {
    package static let template = "error-catalogue"

    package struct Entry: Sendable {
        package let code: String
        package let address: String

        package init(code: String, address: String) {
            self.code = code
            self.address = address
        }
    }

    package let frame: Frame
    package let entries: [Entry]

    package init(frame: Frame, entries: [Entry]) {
        self.frame = frame
        self.entries = entries
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set(
            "entries",
            each: entries.map { entry in
                var item = PageValues()
                item.set("entryCode", entry.code)
                item.set("entryTitle", ErrorTexts(code: entry.code, in: wording).title)
                item.set("entryAddress", entry.address)
                return item
            })
        return values
    }
}
