public import Foundation
public import XML
import XMLSecurity

/// The statements of an identity provider about a person.
/// - SeeAlso: Core §2.3.3.
public struct Assertion: Hashable, Sendable {
    /// The ID of the assertion, unique for its issuer.
    public let id: MessageID
    /// `2.0`, or another value as received.
    @Exact public private(set) var version: String
    /// The time when the assertion was created.
    public let issueInstant: Date
    /// The identity provider that issued the assertion.
    public let issuer: Issuer
    /// The person.
    public let subject: Subject?
    /// When and by which services the assertion may be used.
    public let conditions: Conditions?
    /// The authentications of the person.
    public let authnStatements: [AuthnStatement]
    /// The attributes of each AttributeStatement.
    public let attributeStatements: [[Attribute]]
    /// The names of unknown statements and encrypted attributes. Both are ignored.
    public let unreadStatements: [XMLName]

    /// Creates an assertion with at most one statement of each kind, as Web SSO uses it.
    public init(
        id: MessageID, issueInstant: Date, issuer: Issuer, subject: Subject?, conditions: Conditions?,
        authnStatement: AuthnStatement?, attributes: [Attribute] = []
    ) {
        self.id = id
        version = "2.0"
        self.issueInstant = issueInstant
        self.issuer = issuer
        self.subject = subject
        self.conditions = conditions
        authnStatements = authnStatement.map { [$0] } ?? []
        attributeStatements = attributes.isEmpty ? [] : [attributes]
        unreadStatements = []
    }

    /// All attributes, of all statements.
    public var attributes: [Attribute] { attributeStatements.flatMap { $0 } }

    /// The name of the assertion's element.
    public static let elementName = XMLName(.saml, "Assertion")
    private static let advice = XMLName(.saml, "Advice")
    private static let attributeStatement = XMLName(.saml, "AttributeStatement")
    private static let encryptedAttribute = XMLName(.saml, "EncryptedAttribute")

    /// Reads a `saml:Assertion`. Does not verify its signature; ignores Advice.
    /// - Throws: `DecodingFailure` when an element or attribute that the schema requires is missing or misplaced.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        id = try reader.requiredID()
        version = try reader.requiredString("Version")
        issueInstant = try reader.requiredInstant("IssueInstant")
        issuer = try Issuer(decoding: try reader.required(Issuer.elementName))
        _ = reader.optional(XMLName(.xmlSignature, "Signature"))
        subject = try reader.optional(Subject.elementName).map(Subject.init(decoding:))
        conditions = try reader.optional(Conditions.elementName).map(Conditions.init(decoding:))
        _ = reader.optional(Self.advice)
        var authnStatements: [AuthnStatement] = []
        var attributeStatements: [[Attribute]] = []
        var unread: [XMLName] = []
        for statement in reader.all(where: { _ in true }) {
            switch statement.name {
            case AuthnStatement.elementName:
                authnStatements.append(try AuthnStatement(decoding: statement))
            case Self.attributeStatement:
                var statementReader = try ElementReader(statement, as: Self.attributeStatement)
                var attributes: [Attribute] = []
                for child in statementReader.all(where: { _ in true }) {
                    if child.name == Self.encryptedAttribute {
                        unread.append(child.name)
                    } else {
                        attributes.append(try Attribute(decoding: child))
                    }
                }
                attributeStatements.append(attributes)
            case XMLName(.saml, "Statement"), XMLName(.saml, "AuthzDecisionStatement"):
                unread.append(statement.name)
            default:
                throw DecodingFailure(element, expected: "a statement", received: "\(statement.name)")
            }
        }
        self.authnStatements = authnStatements
        self.attributeStatements = attributeStatements
        unreadStatements = unread
    }

    /// The assertion as a `saml:Assertion`, unsigned. The namespaces of `xsi:type` values are declared on it.
    public var xml: XMLElement {
        let statements =
            authnStatements.map(\.xml)
            + attributeStatements.map { XMLElement(.saml, "AttributeStatement", children: $0.map(\.xml)) }
        return XMLElement(
            .saml, "Assertion",
            ["ID": id.rawValue, "Version": version, "IssueInstant": SAMLInstant.format(issueInstant)],
            declaring: typeNamespaces, children: [issuer.xml, subject?.xml, conditions?.xml] + statements)
    }

    /// The namespaces whose prefixes occur only in values.
    var typeNamespaces: [XMLNamespace] {
        var namespaces: [XMLNamespace] = []
        for attribute in attributeStatements.joined() {
            for value in attribute.values {
                guard let namespace = value.type?.namespace, !namespaces.contains(namespace) else { continue }
                namespaces.append(namespace)
            }
        }
        return namespaces
    }
}
