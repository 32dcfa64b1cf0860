public import XML

extension XMLNamespace {
    /// XML Signature, written with the prefix `ds`.
    public static let xmlSignature = XMLNamespace(uri: "http://www.w3.org/2000/09/xmldsig#", prefix: "ds")

    /// The namespace of exclusive canonicalisation, for InclusiveNamespaces.
    static let exclusiveCanonicalization = XMLNamespace(
        uri: "http://www.w3.org/2001/10/xml-exc-c14n#", prefix: "ec")
}
