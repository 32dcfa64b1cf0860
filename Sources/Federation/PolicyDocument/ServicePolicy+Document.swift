import SAML

/// The document in which a policy is stored: a JSON object with a version and every decision.
///
/// Every field is present; `null` stands for nil. So a document does not depend on the defaults of the release that
/// reads it.
/// - SeeAlso: <doc:DecisionsAreData>
extension ServicePolicy {
    /// The newest version of documents that this release reads, and the version that it writes.
    static let documentVersion: Int64 = 1

    private enum Field: String {
        case version
        case minimumLevel = "minimum-level"
        case signing
        case allowsUnsignedRequests = "allows-unsigned-requests"
        case classes
        case maximumSessionAge = "maximum-session-age-seconds"
        case release
        case nameIDFormat = "name-id-format"
        case qualifiesNames = "name-qualifiers"
        case sessionLifetime = "session-seconds"
        case backdating = "assertion-backdating-seconds"
        case takesUnsolicited = "unsolicited"
        case asksConsent = "consent"
    }

    /// Reads a document.
    ///
    /// - Throws: `PolicyDocumentError` for a newer version, an unknown or missing field and an invalid value.
    package init(document: String) throws(PolicyDocumentError) {
        let root = DocumentNode(value: try DocumentValue(json: document), place: "")
        self = try root.object { (fields) throws(PolicyDocumentError) in
            try Self.check(version: fields.take(Field.version))
            return try ServicePolicy(from: &fields)
        }
    }

    /// Fields of a newer version are unknown here, so the version is checked before them.
    private static func check(version: DocumentNode) throws(PolicyDocumentError) {
        guard case .number(let number) = version.value, number >= 1 else {
            throw version.unexpected("a number from 1 to \(documentVersion)")
        }
        guard number <= documentVersion else { throw .newer(version: number, known: documentVersion) }
    }

    private init(from fields: inout DocumentFields) throws(PolicyDocumentError) {
        self.init(
            minimumLevel: try LevelOfAssurance(fields.take(Field.minimumLevel)),
            signing: try fields.take(Field.signing).keyword(),
            allowsUnsignedRequests: try fields.take(Field.allowsUnsignedRequests).flag(),
            classes: try Self.classes(fields.take(Field.classes)),
            maximumSessionAge: try fields.take(Field.maximumSessionAge).optional()?.seconds(),
            release: try ReleasePolicy.Change(fields.take(Field.release)),
            nameIDFormat: (try fields.take(Field.nameIDFormat).optional()?.text()).map(NameIDFormat.init(rawValue:)),
            qualifiesNames: try fields.take(Field.qualifiesNames).flag(),
            sessionLifetime: try fields.take(Field.sessionLifetime).optional()?.seconds(),
            backdating: try fields.take(Field.backdating).optional()?.seconds(),
            takesUnsolicited: try fields.take(Field.takesUnsolicited).flag(),
            asksConsent: try fields.take(Field.asksConsent).flag())
    }

    /// Returns the document of the policy.
    ///
    /// - Throws: `PolicyDocumentError.unexpected` for a duration that is negative or not in whole seconds.
    package func document() throws -> String {
        try DocumentValue.fields([
            Field.version: .number(Self.documentVersion),
            .minimumLevel: .text(minimumLevel.description),
            .signing: .text(signing.rawValue),
            .allowsUnsignedRequests: .flag(allowsUnsignedRequests),
            .classes: classesValue,
            .maximumSessionAge: Self.seconds(maximumSessionAge, .maximumSessionAge),
            .release: release.documentValue,
            .nameIDFormat: nameIDFormat.map { .text($0.rawValue) } ?? .null,
            .qualifiesNames: .flag(qualifiesNames),
            .sessionLifetime: Self.seconds(sessionLifetime, .sessionLifetime),
            .backdating: Self.seconds(backdating, .backdating),
            .takesUnsolicited: .flag(takesUnsolicited),
            .asksConsent: .flag(asksConsent),
        ]).json
    }

    private static func seconds(_ duration: Duration?, _ field: Field) throws(PolicyDocumentError) -> DocumentValue {
        guard let duration else { return .null }
        guard duration >= .zero, duration.components.attoseconds == 0 else {
            throw .unexpected(field.rawValue, expected: "whole seconds from 0 upwards", found: "\(duration)")
        }
        return .number(duration.components.seconds)
    }

    // MARK: Classes

    private enum ClassField: String {
        case name = "class"
        case level
    }

    /// A list, not an object: JSON readers can treat differently composed accents in keys as equal.
    private var classesValue: DocumentValue {
        let sorted = classes.sorted { $0.key.rawValue.utf8.lexicographicallyPrecedes($1.key.rawValue.utf8) }
        return .list(
            sorted.map { name, level in
                .fields([ClassField.name: .text(name.rawValue), .level: .text(level.description)])
            })
    }

    private static func classes(
        _ node: DocumentNode
    ) throws(PolicyDocumentError) -> [AuthnContextClass: LevelOfAssurance] {
        var classes: [AuthnContextClass: LevelOfAssurance] = [:]
        for element in try node.list() {
            try element.object { (fields) throws(PolicyDocumentError) in
                let node = try fields.take(ClassField.name)
                let name = AuthnContextClass(rawValue: try node.text())
                guard classes[name] == nil else { throw node.unexpected("each class once") }
                classes[name] = try LevelOfAssurance(fields.take(ClassField.level))
            }
        }
        return classes
    }
}

extension LevelOfAssurance {
    fileprivate init(_ node: DocumentNode) throws(PolicyDocumentError) {
        guard let level = LevelOfAssurance(try node.text()) else {
            throw node.unexpected("one of " + Self.allCases.map(\.description).joined(separator: ", "))
        }
        self = level
    }
}
