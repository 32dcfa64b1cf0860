import SAML
import Testing

struct StatusCodeTests {
    /// Regression test: each code was only its last word. The project's own reader accepted it, other software refused
    /// it.
    @Test(
        arguments: [
            (.success, "Success"),
            (.requester, "Requester"),
            (.responder, "Responder"),
            (.versionMismatch, "VersionMismatch"),
            (.authnFailed, "AuthnFailed"),
            (.invalidAttrNameOrValue, "InvalidAttrNameOrValue"),
            (.invalidNameIDPolicy, "InvalidNameIDPolicy"),
            (.noAuthnContext, "NoAuthnContext"),
            (.noAvailableIDP, "NoAvailableIDP"),
            (.noPassive, "NoPassive"),
            (.noSupportedIDP, "NoSupportedIDP"),
            (.partialLogout, "PartialLogout"),
            (.proxyCountExceeded, "ProxyCountExceeded"),
            (.requestDenied, "RequestDenied"),
            (.requestUnsupported, "RequestUnsupported"),
            (.requestVersionDeprecated, "RequestVersionDeprecated"),
            (.requestVersionTooHigh, "RequestVersionTooHigh"),
            (.requestVersionTooLow, "RequestVersionTooLow"),
            (.resourceNotRecognized, "ResourceNotRecognized"),
            (.tooManyResponses, "TooManyResponses"),
            (.unknownAttrProfile, "UnknownAttrProfile"),
            (.unknownPrincipal, "UnknownPrincipal"),
            (.unsupportedBinding, "UnsupportedBinding"),
        ] as [(StatusCode, String)])
    func `is a URI of the standard`(_ code: StatusCode, _ name: String) {
        #expect(code.rawValue == "urn:oasis:names:tc:SAML:2.0:status:" + name)
    }

    @Test func `can be any text`() {
        #expect(StatusCode(rawValue: "urn:example:status").rawValue == "urn:example:status")
        #expect(("urn:example:status" as StatusCode).rawValue == "urn:example:status")
    }
}
