import XML

/// The IDs of a document. A reference must identify exactly one element.
enum DocumentIdentifiers {
    /// The maximum length of an ID in octets: 256 characters of any script.
    static let maximumBytes = 1_024

    /// Refuses duplicate IDs, IDs that are not an NCName or are too long, and any `xml:id`.
    ///
    /// Compares IDs as octets, as libxml2 does.
    /// - SeeAlso: SAML Core 2.0 §1.3.4.
    static func check(_ root: XMLElement) throws(SignatureFailure) {
        var seen: Set<[UInt8]> = []
        try collect(root, into: &seen)
    }

    private static func collect(_ element: XMLElement, into seen: inout Set<[UInt8]>) throws(SignatureFailure) {
        for attribute in element.attributes {
            if attribute.name == xmlID { throw .xmlID(attribute.value) }
            guard attribute.name == "ID" else { continue }
            guard attribute.value.utf8.count <= maximumBytes else {
                throw .malformed("an ID must have at most \(maximumBytes) bytes")
            }
            guard attribute.value.isNCName else { throw .malformed("an ID must be an NCName") }
            guard seen.insert(Array(attribute.value.utf8)).inserted else { throw .duplicateID(attribute.value) }
        }
        for case .element(let child) in element.children { try collect(child, into: &seen) }
    }

    private static let xmlID = XMLName(
        XMLNamespace(uri: "http://www.w3.org/XML/1998/namespace", prefix: "xml"), "id")
}
