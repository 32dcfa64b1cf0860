import SAML

// The release rules in the document of a policy. An enumeration is an object with one field, whose name is the case.

extension ReleasePolicy.Change {
    private enum Kind: String, CaseIterable {
        case adding, replacing
    }

    var documentValue: DocumentValue {
        switch self {
        case .adding(let rules): .fields([Kind.adding: .list(rules.map(\.documentValue))])
        case .replacing(let rules): .fields([Kind.replacing: .list(rules.map(\.documentValue))])
        }
    }

    init(_ node: DocumentNode) throws(PolicyDocumentError) {
        let (kind, list) = try node.choice(Kind.self)
        let rules = try list.list().map(ReleasePolicy.Rule.init)
        switch kind {
        case .adding: self = .adding(rules)
        case .replacing: self = .replacing(rules)
        }
    }
}

extension ReleasePolicy.Rule {
    private enum Field: String {
        case recipients, occasion, items
    }

    fileprivate var documentValue: DocumentValue {
        .fields([
            Field.recipients: recipients.documentValue, .occasion: .text(occasion.rawValue),
            .items: .list(items.map(\.documentValue)),
        ])
    }

    fileprivate init(_ node: DocumentNode) throws(PolicyDocumentError) {
        self = try node.object { (fields) throws(PolicyDocumentError) in
            ReleasePolicy.Rule(
                to: try ReleasePolicy.Recipients(fields.take(Field.recipients)),
                try fields.take(Field.occasion).keyword(),
                release: try fields.take(Field.items).list().map(ReleasePolicy.Item.init))
        }
    }
}

extension ReleasePolicy.Recipients {
    private enum Kind: String, CaseIterable {
        case services
        case entityAttribute = "entity-attribute"
    }

    private enum Field: String {
        case name, value
    }

    private static let everybodyText = "everybody"

    fileprivate var documentValue: DocumentValue {
        switch self {
        case .everybody: .text(Self.everybodyText)
        case .services(let services):
            .fields([
                Kind.services: .list(
                    services.map(\.rawValue).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                        .map(DocumentValue.text))
            ])
        case .having(let name, let value):
            .fields([Kind.entityAttribute: .fields([Field.name: .text(name), .value: .text(value)])])
        }
    }

    fileprivate init(_ node: DocumentNode) throws(PolicyDocumentError) {
        guard node.value != .text(Self.everybodyText) else {
            self = .everybody
            return
        }
        let (kind, content) = try node.choice(Kind.self)
        switch kind {
        case .services:
            self = .services(Set(try content.texts().map(EntityID.init(rawValue:))))
        case .entityAttribute:
            self = try content.object { (fields) throws(PolicyDocumentError) in
                .having(
                    entityAttribute: try fields.take(Field.name).text(), value: try fields.take(Field.value).text())
            }
        }
    }
}

extension ReleasePolicy.Item {
    private enum Field: String {
        case content, name, format
        case friendlyName = "friendly-name"
    }

    fileprivate var documentValue: DocumentValue {
        .fields([
            Field.content: content.documentValue, .name: .text(name), .format: .text(format.rawValue),
            .friendlyName: friendlyName.map(DocumentValue.text) ?? .null,
        ])
    }

    fileprivate init(_ node: DocumentNode) throws(PolicyDocumentError) {
        self = try node.object { (fields) throws(PolicyDocumentError) in
            ReleasePolicy.Item(
                try ReleasedContent(fields.take(Field.content)), as: try fields.take(Field.name).text(),
                format: AttributeNameFormat(rawValue: try fields.take(Field.format).text()),
                friendlyName: try fields.take(Field.friendlyName).optional()?.text())
        }
    }
}

extension ReleasedContent {
    private enum Kind: String, CaseIterable {
        case attribute, identifier, values
    }

    fileprivate var documentValue: DocumentValue {
        switch self {
        case .attribute(let attribute): .fields([Kind.attribute: .text(attribute.rawValue)])
        case .identifier(let kind): .fields([Kind.identifier: .text(kind.rawValue)])
        case .values(let values): .fields([Kind.values: .list(values.map(DocumentValue.text))])
        }
    }

    fileprivate init(_ node: DocumentNode) throws(PolicyDocumentError) {
        let (kind, content) = try node.choice(Kind.self)
        switch kind {
        case .attribute: self = .attribute(try content.keyword())
        case .identifier: self = .identifier(try content.keyword())
        case .values: self = .values(try content.texts())
        }
    }
}
