package import Foundation

/// A form of a page, with its initial values.
package struct PageForm: Sendable {
    package struct Field: Sendable, Hashable {
        package let name: String
        package var value: String
    }

    package struct Button: Sendable, Hashable {
        package let name: String?
        package let value: String
        package fileprivate(set) var text: String
        fileprivate let action: String?
    }

    /// The target URL, resolved against the page.
    package let action: URL
    /// `GET` or `POST`.
    package let method: String
    /// The fields that would be sent, in order. Check boxes and radio buttons only when they are checked.
    package private(set) var fields: [Field] = []
    /// The check boxes and radio buttons that are not checked.
    package private(set) var unchecked: [Field] = []
    package private(set) var buttons: [Button] = []
    package let page: URL

    init(_ attributes: [String: String], on page: URL) {
        self.page = page
        action = URL(string: attributes["action"] ?? "", relativeTo: page)?.absoluteURL ?? page
        method = attributes["method"]?.uppercased() ?? "GET"
    }

    /// The value of the first field with a name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Returns whether the form has a field, checked or not, or a button with a name.
    package func has(_ name: String) -> Bool {
        fields.contains { $0.name == name } || unchecked.contains { $0.name == name }
            || buttons.contains { $0.name == name }
    }

    /// Returns the request that submits the form.
    ///
    /// - Throws: `PageError` for an unknown field or button.
    package func request(with values: [String: String] = [:], pressing label: String? = nil) throws -> HTTPRequest {
        var sent = fields
        for (name, value) in values {
            if let index = sent.firstIndex(where: { $0.name == name }) {
                sent[index].value = value
            } else if unchecked.contains(where: { $0.name == name }) {
                sent.append(Field(name: name, value: value))
            } else {
                throw PageError.noField(name, among: (fields + unchecked).map(\.name))
            }
        }
        let button = try self.button(label)
        if let button, let name = button.name { sent.append(Field(name: name, value: button.value)) }
        let target = button?.action.flatMap { URL(string: $0, relativeTo: page)?.absoluteURL } ?? action
        let pairs = sent.map { (name: $0.name, value: $0.value) }
        guard method == "GET" else { return .post(target, form: pairs, initiator: Origin(page)) }
        let base = target.absoluteString.prefix { $0 != "?" && $0 != "#" }
        return HTTPRequest(
            "GET", URL(string: base + "?" + FormEncoding.encode(pairs)) ?? target, initiator: Origin(page))
    }

    private func button(_ label: String?) throws -> Button? {
        guard let label else { return buttons.first }
        guard let button = buttons.first(where: { $0.name == label || $0.value == label || $0.text.contains(label) })
        else { throw PageError.noButton(label, among: buttons.map { $0.name ?? $0.text }) }
        return button
    }

    mutating func addInput(_ attributes: [String: String]) {
        let kind = attributes["type"]?.lowercased() ?? "text"
        let name = attributes["name"] ?? ""
        switch kind {
        case "submit", "image":
            buttons.append(
                Button(
                    name: attributes["name"], value: attributes["value"] ?? "", text: attributes["value"] ?? "",
                    action: attributes["formaction"]))
        case "button", "reset", "file": break
        case "checkbox", "radio":
            let field = Field(name: name, value: attributes["value"] ?? "on")
            if attributes["checked"] != nil { fields.append(field) } else { unchecked.append(field) }
        default: add(field: name, value: attributes["value"] ?? "")
        }
    }

    mutating func add(field name: String, value: String) {
        if !name.isEmpty { fields.append(Field(name: name, value: value)) }
    }

    mutating func add(_ button: Button, text: String) {
        var button = button
        button.text = text
        buttons.append(button)
    }
}

extension PageForm.Button {
    /// Nil for a button that does not submit.
    init?(_ attributes: [String: String]) {
        guard attributes["type"] ?? "submit" == "submit" else { return nil }
        self.init(
            name: attributes["name"], value: attributes["value"] ?? "", text: "", action: attributes["formaction"])
    }
}
