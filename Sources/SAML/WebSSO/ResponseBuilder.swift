public import Foundation
public import XML
public import XMLSecurity

/// Writes what an identity provider answers, signed, in canonical form.
///
/// It takes an ``AcceptedRequest``: an address that no rule has looked at cannot be answered.
/// - SeeAlso: Profiles §4.1.4.2; Core §2.3.3, §3.3.3.
public struct ResponseBuilder: Sendable {
    /// What carries a signature when a person is vouched for. A failure is always signed itself.
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

    /// How long an answer may be used.
    public struct Lifetimes: Hashable, Sendable {
        /// How far NotBefore lies in the past, for services whose clocks are late.
        public let beforeIssue: Duration
        /// How far NotOnOrAfter lies ahead: the assertion's and the confirmation's.
        public let afterIssue: Duration

        /// Sets lifetimes.
        public init(beforeIssue: Duration = .seconds(60), afterIssue: Duration = .seconds(300)) {
            self.beforeIssue = beforeIssue
            self.afterIssue = afterIssue
        }
    }

    /// What is said about a person.
    public struct Statements: Hashable, Sendable {
        /// The name towards this service; nil leaves the name out.
        public let nameID: NameID?
        /// The proof.
        public let authnStatement: AuthnStatement
        /// What is told. Empty values, and attributes with nothing else, are left out; what stands here twice, under one
        /// Name and NameFormat, is written once, with the values of both.
        public let attributes: [Attribute]

        /// Says something about a person.
        public init(nameID: NameID?, authnStatement: AuthnStatement, attributes: [Attribute]) {
            self.nameID = nameID
            self.authnStatement = authnStatement
            self.attributes = attributes
        }
    }

    /// Who answers: the entityID of our metadata, character for character.
    public let issuer: EntityID
    /// What is signed.
    public let signing: Signing
    /// How long an answer may be used.
    public let lifetimes: Lifetimes
    private let signer: ElementSigner

    /// Makes a builder; one serves for any number of answers.
    public init(issuer: EntityID, key: SigningKey, signing: Signing = .both, lifetimes: Lifetimes = Lifetimes()) {
        self.issuer = issuer
        self.signing = signing
        self.lifetimes = lifetimes
        signer = ElementSigner(key: key)
    }

    /// The same builder for a service that wants something else signed, or answers that hold otherwise.
    public func signing(_ signing: Signing, lasting lifetimes: Lifetimes? = nil) -> ResponseBuilder {
        ResponseBuilder(issuer: issuer, signing: signing, lifetimes: lifetimes ?? self.lifetimes, signer: signer)
    }

    private init(issuer: EntityID, signing: Signing, lifetimes: Lifetimes, signer: ElementSigner) {
        self.issuer = issuer
        self.signing = signing
        self.lifetimes = lifetimes
        self.signer = signer
    }

    /// The answer that vouches for a person.
    /// - Parameters:
    ///   - request: the request.
    ///   - statements: what is said about the person.
    ///   - ids: the names of the Response and of the assertion, never used before.
    ///   - now: the present instant.
    /// - Throws: `RequestObstacle` when no assertion can be made under the conditions that the request wants; what writing
    ///   or signing throws: a value with a character that XML cannot carry, or a fault of the cryptographic library.
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

    /// The answer that nobody is vouched for, and why.
    /// - Parameters:
    ///   - request: the request.
    ///   - status: top-level code Requester or Responder, a second-level code, and a message for people.
    ///   - id: the name of the Response, never used before.
    ///   - now: the present instant.
    /// - Throws: what writing or signing throws.
    public func failure(
        to request: AcceptedRequest, status: Status, id: MessageID, at now: Date
    ) throws -> CanonicalElement {
        precondition(!status.isSuccess, "Success without an assertion says nothing (Core §3.3.3)")
        return try signer.sign(response(to: request, status, id: id, at: now).xml)
    }

    private func response(to request: AcceptedRequest, _ status: Status, id: MessageID, at now: Date) -> Response {
        Response(
            id: id, issueInstant: now, destination: request.assertionConsumerService.location,
            inResponseTo: request.inResponseTo, issuer: Issuer(issuer), status: status)
    }

    /// Profiles §4.1.4.2: one bearer confirmation with Recipient, InResponseTo and NotOnOrAfter and without NotBefore; an
    /// AudienceRestriction that names the service; one AuthnStatement. §4.1.5: no InResponseTo where there is no request.
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

    /// Each attribute once with all its values, in the order of first mention, and no empty value: some services refuse the
    /// one, some the other. Core §2.7.3.1: Name and NameFormat together say which attribute it is.
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
