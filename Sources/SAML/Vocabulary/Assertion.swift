public import Foundation
public import XML
import XMLSecurity

/// What an identity provider states about a person.
/// - SeeAlso: Core §2.3.3.
public struct Assertion: Hashable, Sendable {
    /// The assertion's own name, unique for its issuer.
    public let id: MessageID
    /// `2.0`, or what stood there.
    @Exact public private(set) var version: String
    /// When it was made.
    public let issueInstant: Date
    /// Who states it.
    public let issuer: Issuer
    /// Whom it is about.
    public let subject: Subject?
    /// When and for whom it may be used.
    public let conditions: Conditions?
    /// The proofs.
    public let authnStatements: [AuthnStatement]
    /// What is told about the person: the attributes of each AttributeStatement.
    public let attributeStatements: [[Attribute]]
    /// The names of statements not known here, and encrypted attributes, both passed over.
    public let unreadStatements: [XMLName]

    /// Makes an assertion with at most one statement of each kind, as Web SSO has it.
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

    /// The name of the element.
    public static let elementName = XMLName(.saml, "Assertion")
    private static let advice = XMLName(.saml, "Advice")
    private static let attributeStatement = XMLName(.saml, "AttributeStatement")
    private static let encryptedAttribute = XMLName(.saml, "EncryptedAttribute")

    /// Reads a `saml:Assertion`. Its signature is somebody else's matter; Advice is passed over.
    /// - Throws: `DecodingFailure` for what the schema demands and is not there, or is in another place.
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

    /// The namespaces whose prefixes stand only inside values.
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
