public import Foundation
public import XML
public import XMLSecurity

/// Creates an identity provider's Responses, signed and in canonical form.
///
/// It needs an ``AcceptedRequest``, so a response can only be sent to an endpoint that the rules have checked.
/// - SeeAlso: Profiles §4.1.4.2; Core §2.3.3, §3.3.3.
public struct ResponseBuilder: Sendable {
    /// The elements that are signed in a Response with an assertion. A failure always has a signed Response.
    public enum Signing: String, Hashable, Sendable, Codable, CaseIterable {
        /// The assertion alone.
        case assertion
        /// The Response alone.
        case response
        /// Both, the assertion first.
        case both

        var signsAssertion: Bool { self != .response }
        var signsResponse: Bool { self != .assertion }
    }

    /// The lifetimes of a Response.
    public struct Lifetimes: Hashable, Sendable {
        /// How long before the issue NotBefore is, for services whose clocks are late.
        public let beforeIssue: Duration
        /// How long after the issue NotOnOrAfter is, in the conditions and the confirmation.
        public let afterIssue: Duration

        /// Creates lifetimes.
        public init(beforeIssue: Duration = .seconds(60), afterIssue: Duration = .seconds(300)) {
            self.beforeIssue = beforeIssue
            self.afterIssue = afterIssue
        }
    }

    /// The statements about a person.
    public struct Statements: Hashable, Sendable {
        /// The identifier of the person for this service; nil omits it.
        public let nameID: NameID?
        /// The authentication.
        public let authnStatement: AuthnStatement
        /// The attributes to release. Empty values, and attributes with only empty values, are omitted. Attributes with
        /// the same Name and NameFormat are merged into one with all values.
        public let attributes: [Attribute]

        /// Creates statements.
        public init(nameID: NameID?, authnStatement: AuthnStatement, attributes: [Attribute]) {
            self.nameID = nameID
            self.authnStatement = authnStatement
            self.attributes = attributes
        }
    }

    /// The issuer: the entityID of the identity provider's metadata, exactly.
    public let issuer: EntityID
    /// The elements that are signed.
    public let signing: Signing
    /// The lifetimes of Responses.
    public let lifetimes: Lifetimes
    private let signer: ElementSigner

    /// Creates a builder. It can be reused for any number of Responses.
    public init(issuer: EntityID, key: SigningKey, signing: Signing = .both, lifetimes: Lifetimes = Lifetimes()) {
        self.issuer = issuer
        self.signing = signing
        self.lifetimes = lifetimes
        signer = ElementSigner(key: key)
    }

    /// Returns the same builder with other signed elements or other lifetimes.
    public func signing(_ signing: Signing, lasting lifetimes: Lifetimes? = nil) -> ResponseBuilder {
        ResponseBuilder(issuer: issuer, signing: signing, lifetimes: lifetimes ?? self.lifetimes, signer: signer)
    }

    private init(issuer: EntityID, signing: Signing, lifetimes: Lifetimes, signer: ElementSigner) {
        self.issuer = issuer
        self.signing = signing
        self.lifetimes = lifetimes
        self.signer = signer
    }

    /// Returns a Response with an assertion about a person.
    /// - Parameters:
    ///   - request: the request.
    ///   - statements: the statements about the person.
    ///   - ids: the IDs of the Response and of the assertion, never used before.
    ///   - now: the current time.
    /// - Throws: `RequestObstacle` when no assertion can be issued with the requested conditions; errors of writing or
    ///   signing: a value with a character that XML cannot represent, or an error of the cryptographic library.
    public func success(
        to request: AcceptedRequest, _ statements: Statements, ids: (response: MessageID, assertion: MessageID),
        at now: Date
    ) throws -> CanonicalElement {
        let assertion = try assertion(for: request, statements, id: ids.assertion, at: now)
        let content: XMLNode =
            signing.signsAssertion ? .rendered(try signer.sign(assertion.xml)) : .element(assertion.xml)
        let response = response(to: request, .success, id: ids.response, at: now).xml(containing: [content])
        guard signing.signsResponse else { return try XMLWriter.canonical(response) }
        return try signer.sign(response)
    }

    /// Returns a Response without an assertion, with the reason.
    /// - Parameters:
    ///   - request: the request.
    ///   - status: top-level code Requester or Responder, a second-level code, and a message for people.
    ///   - id: the ID of the Response, never used before.
    ///   - now: the current time.
    /// - Throws: errors of writing or signing.
    public func failure(
        to request: AcceptedRequest, status: Status, id: MessageID, at now: Date
    ) throws -> CanonicalElement {
        precondition(!status.isSuccess, "a Response with Success needs an assertion (Core §3.3.3)")
        return try signer.sign(response(to: request, status, id: id, at: now).xml)
    }

    private func response(to request: AcceptedRequest, _ status: Status, id: MessageID, at now: Date) -> Response {
        Response(
            id: id, issueInstant: now, destination: request.assertionConsumerService.location,
            inResponseTo: request.inResponseTo, issuer: Issuer(issuer), status: status)
    }

    /// Profiles §4.1.4.2: one bearer confirmation with Recipient, InResponseTo and NotOnOrAfter and without NotBefore;
    /// an AudienceRestriction that names the service; one AuthnStatement. §4.1.5: no InResponseTo when there is no
    /// request.
    private func assertion(
        for request: AcceptedRequest, _ statements: Statements, id: MessageID, at now: Date
    ) throws(RequestObstacle) -> Assertion {
        let conditions = try AuthnRequestRules.conditions(for: request, lifetimes: lifetimes, now: now)
        let confirmation = SubjectConfirmation(
            bounds: SubjectConfirmation.Bounds(
                notOnOrAfter: conditions.notOnOrAfter, recipient: request.assertionConsumerService.location,
                inResponseTo: request.inResponseTo))
        return Assertion(
            id: id, issueInstant: now, issuer: Issuer(issuer),
            subject: Subject(nameID: statements.nameID, confirmations: [confirmation]),
            conditions: conditions,
            authnStatement: statements.authnStatement,
            attributes: Self.eachOnce(statements.attributes))
    }

    /// Returns each attribute once with all its values, in the order of first occurrence, without empty values: some
    /// services refuse duplicates, others empty values. Core §2.7.3.1: Name and NameFormat together identify an
    /// attribute.
    private static func eachOnce(_ attributes: [Attribute]) -> [Attribute] {
        var written: [Attribute] = []
        for attribute in attributes {
            let values = attribute.values.filter { !$0.text.isEmpty || !$0.elements.isEmpty }
            guard !values.isEmpty else { continue }
            if let place = written.firstIndex(where: { $0.isSame(as: attribute) }) {
                written[place] = written[place].with(values: written[place].values + values)
            } else {
                written.append(values.count == attribute.values.count ? attribute : attribute.with(values: values))
            }
        }
        return written
    }
}
