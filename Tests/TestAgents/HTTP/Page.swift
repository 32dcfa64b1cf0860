package import Foundation

/// The content of a page: title, text, links, forms.
package struct Page: Sendable {
    package struct Link: Sendable, Hashable {
        package let url: URL
        package let text: String
    }

    package let url: URL
    package private(set) var title = ""
    package private(set) var language: String?
    /// All text, with each run of white space replaced by one space.
    package private(set) var text = ""
    package private(set) var links: [Link] = []
    package private(set) var forms: [PageForm] = []
    /// The values of all `id` attributes, in order.
    package private(set) var identifiers: [String] = []

    init(_ markup: String, at url: URL) {
        self.url = url
        var form: PageForm?
        var openLink: (address: String, text: String)?
        var openButton: (button: PageForm.Button, text: String)?
        var select: (name: String, value: String?, first: String?)?
        var area: (name: String, text: String)?
        var isTitle = false
        var words: [String] = []

        for token in MarkupScanner.tokens(of: markup) {
            switch token {
            case .start(let name, let attributes):
                if let identifier = attributes["id"] { identifiers.append(identifier) }
                switch name {
                case "html": language = attributes["lang"]
                case "title": isTitle = true
                case "a": openLink = attributes["href"].map { ($0, "") }
                case "form": form = PageForm(attributes, on: url)
                case "input": form?.addInput(attributes)
                case "button": openButton = PageForm.Button(attributes).map { ($0, "") }
                case "textarea": area = (attributes["name"] ?? "", "")
                case "select": select = (attributes["name"] ?? "", nil, nil)
                case "option":
                    if select?.first == nil { select?.first = attributes["value"] }
                    if attributes["selected"] != nil { select?.value = attributes["value"] }
                default: break
                }
            case .end(let name):
                switch name {
                case "title": isTitle = false
                case "a":
                    if let link = openLink, let target = URL(string: link.address, relativeTo: url)?.absoluteURL {
                        links.append(Link(url: target, text: Self.collapsed(link.text)))
                    }
                    openLink = nil
                case "form":
                    form.map { forms.append($0) }
                    form = nil
                case "button":
                    openButton.map { form?.add($0.button, text: Self.collapsed($0.text)) }
                    openButton = nil
                case "textarea":
                    area.map { form?.add(field: $0.name, value: $0.text) }
                    area = nil
                case "select":
                    select.map { form?.add(field: $0.name, value: $0.value ?? $0.first ?? "") }
                    select = nil
                default: break
                }
            case .text(let text):
                if isTitle { title += text }
                openLink?.text += text
                openButton?.text += text
                area?.text += text
                if !isTitle { words.append(text) }
            }
        }
        text = Self.collapsed(words.joined(separator: " "))
        title = Self.collapsed(title)
    }

    /// Returns the first link whose text or URL contains the words.
    package func link(_ words: String) throws -> Link {
        guard let link = links.first(where: { $0.text.contains(words) || $0.url.absoluteString.contains(words) }) else {
            throw PageError.noLink(words, among: links.map(\.text))
        }
        return link
    }

    /// Returns the first form that has all named fields or buttons.
    package func form(with names: String...) throws -> PageForm {
        guard let form = forms.first(where: { form in names.allSatisfy(form.has) }) else {
            throw PageError.noForm(with: names, on: text)
        }
        return form
    }

    private static func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// A page does not have what a test expected.
package enum PageError: Error, Hashable {
    case badAddress(String)
    case noLink(String, among: [String])
    case noForm(with: [String], on: String)
    case noField(String, among: [String])
    case noButton(String, among: [String])
}
