import Testing

@testable import XMLSecurity

/// A valid signature that does not have the shape profiled by SAML.
struct ForeignSignature: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let template: SignatureTemplate
    let failure: SignatureFailure

    init(_ name: String, _ failure: SignatureFailure, _ change: (inout SignatureTemplate) -> Void) {
        var template = SignatureTemplate()
        change(&template)
        testDescription = name
        self.template = template
        self.failure = failure
    }

    private static let sha1 = "http://www.w3.org/2000/09/xmldsig#sha1"
    private static let rsaSHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
    private static let rsaMD5 = "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"
    private static let inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    private static let xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116"
    private static let filter = "http://www.w3.org/2002/06/xmldsig-filter2"
    private static let xslt = "http://www.w3.org/TR/1999/REC-xslt-19991116"
    private static let order = SignatureFailure.malformed(
        "the transforms must be enveloped-signature, then exclusive canonicalisation")
    private static let oneReference = SignatureFailure.malformed(
        "SignedInfo must hold CanonicalizationMethod, SignatureMethod and one Reference")
    private static let shape = SignatureFailure.malformed(
        "Signature must hold SignedInfo, SignatureValue and at most a KeyInfo")

    static let refused: [ForeignSignature] = algorithms + transforms + references

    private static let algorithms: [ForeignSignature] = [
        ForeignSignature("RSA with SHA-1", .algorithm(rsaSHA1)) { $0.signatureMethod = rsaSHA1 },
        ForeignSignature("RSA with MD5", .algorithm(rsaMD5)) { $0.signatureMethod = rsaMD5 },
        ForeignSignature("a digest by SHA-1", .algorithm(sha1)) { $0.digestMethod = sha1 },
        ForeignSignature("SHA-224", .algorithm("http://www.w3.org/2001/04/xmldsig-more#sha224")) {
            $0.digestMethod = "http://www.w3.org/2001/04/xmldsig-more#sha224"
        },
        ForeignSignature("SignedInfo in inclusive form", .transform(inclusive)) {
            $0.canonicalization = "<ds:CanonicalizationMethod Algorithm='\(inclusive)'/>"
        },
        ForeignSignature("SignedInfo with comments", .transform(SignatureTemplate.exclusive + "WithComments")) {
            $0.canonicalization = "<ds:CanonicalizationMethod Algorithm='\(SignatureTemplate.exclusive)WithComments'/>"
        },
    ]

    private static let transforms: [ForeignSignature] = [
        ForeignSignature("inclusive canonicalisation", .transform(inclusive)) {
            $0.transforms =
                SignatureTemplate.transform(SignatureTemplate.enveloped) + SignatureTemplate.transform(inclusive)
        },
        ForeignSignature("exclusive with comments", .transform(SignatureTemplate.exclusive + "WithComments")) {
            $0.transforms =
                SignatureTemplate.transform(SignatureTemplate.enveloped)
                + SignatureTemplate.transform(SignatureTemplate.exclusive + "WithComments")
        },
        ForeignSignature("an XPath that cuts out the subject", .transform(xpath)) {
            let path =
                "<ds:XPath xmlns:s='urn:oasis:names:tc:SAML:2.0:assertion'>not(ancestor-or-self::s:Subject)</ds:XPath>"
            $0.transforms =
                SignatureTemplate.transform(SignatureTemplate.enveloped) + SignatureTemplate.transform(xpath, path)
                + SignatureTemplate.transform(SignatureTemplate.exclusive)
        },
        ForeignSignature("an XPath filter", .transform(filter)) {
            let path = "<f:XPath xmlns:f='\(filter)' Filter='subtract'>//*[local-name()='Subject']</f:XPath>"
            $0.transforms =
                SignatureTemplate.transform(SignatureTemplate.enveloped) + SignatureTemplate.transform(filter, path)
                + SignatureTemplate.transform(SignatureTemplate.exclusive)
        },
        ForeignSignature("a style sheet", .transform(xslt)) {
            let sheet =
                "<x:stylesheet xmlns:x='http://www.w3.org/1999/XSL/Transform' version='1.0'><x:template match='/'>"
                + "<r/></x:template></x:stylesheet>"
            $0.transforms =
                SignatureTemplate.transform(SignatureTemplate.enveloped)
                + SignatureTemplate.transform(SignatureTemplate.exclusive) + SignatureTemplate.transform(xslt, sheet)
        },
        ForeignSignature("enveloped-signature alone", order) {
            $0.transforms = SignatureTemplate.transform(SignatureTemplate.enveloped)
        },
        ForeignSignature("enveloped-signature twice", .transform(SignatureTemplate.enveloped)) {
            $0.transforms =
                SignatureTemplate.transform(SignatureTemplate.enveloped)
                + SignatureTemplate.transform(SignatureTemplate.enveloped)
        },
        ForeignSignature("canonicalisation twice", order) {
            $0.transforms += SignatureTemplate.transform(SignatureTemplate.exclusive)
        },
    ]

    private static let references: [ForeignSignature] = [
        ForeignSignature("an empty URI", .reference("")) { $0.uri = "" },
        ForeignSignature("an xpointer to the root", .reference("#xpointer(/)")) { $0.uri = "#xpointer(/)" },
        ForeignSignature("an xpointer to the ID", .reference("#xpointer(id('_original'))")) {
            $0.uri = "#xpointer(id('_original'))"
        },
        ForeignSignature("two references", oneReference) { $0.secondReference = $0.reference(to: "#_original") },
        ForeignSignature("an Object", shape) { $0.objects = "<ds:Object>x</ds:Object>" },
        ForeignSignature("a manifest", shape) {
            $0.secondReference =
                "<ds:Reference URI='' Type='http://www.w3.org/2000/09/xmldsig#Manifest'><ds:Transforms>"
                + $0.transforms
                + "</ds:Transforms><ds:DigestMethod Algorithm='\($0.digestMethod)'/><ds:DigestValue/></ds:Reference>"
            $0.objects = "<ds:Object><ds:Manifest>\($0.reference(to: ""))</ds:Manifest></ds:Object>"
        },
    ]
}
