import XML
public import XMLSecurity

/// A Response whose signatures were verified.
///
/// Its assertion was decoded from signed octets: its own signature or the Response's covers it.
public struct AuthenticResponse: Hashable, Sendable {
    /// The Response. Unless ``responseIsSigned``, trust only its assertion.
    public let response: Response
    /// Whether the Response's own signature covers it.
    public let responseIsSigned: Bool
    /// Whether the assertion has its own valid signature. False without an assertion.
    public let assertionIsSigned: Bool
    /// The identity provider whose keys verified the signatures.
    public let signer: EntityID
    /// The binding by which it was received.
    public let binding: Binding
    /// The RelayState received with it. No signature covers it.
    public let relayState: String?

    fileprivate init(
        _ received: Received<Response>, response: Response, responseIsSigned: Bool, assertionIsSigned: Bool
    ) {
        self.response = response
        self.responseIsSigned = responseIsSigned
        self.assertionIsSigned = assertionIsSigned
        signer = received.claimedIssuer
        binding = received.binding
        relayState = received.relayState
    }
}

extension Received<Response> {
    /// Returns the Response when signatures cover everything that the rules will trust.
    ///
    /// Every signature present must be valid. Without any signature, only a Response without plaintext assertions is
    /// returned. The rules refuse it in any case, but its status can be reported: either it reports a failure, which
    /// any sender can cause, or its assertion is encrypted.
    /// - Parameter keys: the signing keys in the metadata of ``claimedIssuer``.
    /// - Throws: `VerificationFailure`.
    public func authentic(trusting keys: [TrustedKey]) throws(VerificationFailure) -> AuthenticResponse {
        guard case .post(let document) = form else { throw .signature(.absent) }
        guard SignedElement.isSigned(element) else {
            return try withSignedAssertion(of: document, element, rootIsSigned: false, trusting: keys)
        }
        let root = try Self.verify(document, .root, keys)
        return try withSignedAssertion(of: root.bytes, root.element, rootIsSigned: true, trusting: keys)
    }

    private func withSignedAssertion(
        of document: [UInt8], _ root: XMLElement, rootIsSigned: Bool, trusting keys: [TrustedKey]
    ) throws(VerificationFailure) -> AuthenticResponse {
        let response: Response
        do {
            response = try Response(decoding: root)
        } catch {
            throw .content(error)
        }
        let issuer = response.issuer?.entityID ?? response.assertions.first?.issuer.entityID
        guard issuer == claimedIssuer else { throw .issuer(expected: claimedIssuer, received: issuer) }
        let assertions = root.elements(Assertion.elementName)
        guard assertions.contains(where: SignedElement.isSigned) else {
            guard rootIsSigned || assertions.isEmpty else {
                throw .signature(.absent)
            }
            return AuthenticResponse(
                self, response: response, responseIsSigned: rootIsSigned, assertionIsSigned: false)
        }
        let signed = try Self.verify(document, .child(Assertion.elementName), keys)
        let assertion: Assertion
        do {
            assertion = try Assertion(decoding: signed.element)
        } catch {
            throw .content(error)
        }
        return AuthenticResponse(
            self, response: response.replacingAssertions(by: assertion), responseIsSigned: rootIsSigned,
            assertionIsSigned: true)
    }

    private static func verify(
        _ document: [UInt8], _ path: SignedPath, _ keys: [TrustedKey]
    ) throws(VerificationFailure) -> SignedElement {
        do {
            return try SignedElement.verify(
                document: document, at: path, trusting: keys, limits: MessageLimits.document)
        } catch {
            throw .signature(error)
        }
    }
}
