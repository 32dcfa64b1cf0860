/// Combines the schemas of Debian's packages opensaml-schemas and xmltooling-schemas, without network access.
enum Schemas {
    static let driver = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
          <xs:import namespace="urn:oasis:names:tc:SAML:2.0:protocol"
              schemaLocation="/usr/share/xml/opensaml/saml-schema-protocol-2.0.xsd"/>
          <xs:import namespace="urn:oasis:names:tc:SAML:2.0:metadata"
              schemaLocation="/usr/share/xml/opensaml/saml-schema-metadata-2.0.xsd"/>
          <xs:import namespace="urn:oasis:names:tc:SAML:metadata:ui"
              schemaLocation="/usr/share/xml/opensaml/sstc-saml-metadata-ui-v1.0.xsd"/>
          <xs:import namespace="urn:oasis:names:tc:SAML:metadata:attribute"
              schemaLocation="/usr/share/xml/opensaml/sstc-metadata-attr.xsd"/>
          <xs:import namespace="urn:oasis:names:tc:SAML:metadata:rpi"
              schemaLocation="/usr/share/xml/opensaml/saml-metadata-rpi-v1.0.xsd"/>
          <xs:import namespace="urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo"
              schemaLocation="/usr/share/xml/opensaml/saml-async-slo-v1.0.xsd"/>
          <xs:import namespace="http://schemas.xmlsoap.org/soap/envelope/"
              schemaLocation="/usr/share/xml/xmltooling/soap-envelope.xsd"/>
          <xs:import namespace="http://eidas.europa.eu/attributes/naturalperson" schemaLocation="naturalperson.xsd"/>
        </xs:schema>
        """

    /// Maps the URLs in the schemas to the files that Debian installs.
    static let catalog: String = {
        let moved = [
            ("http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/", "/usr/share/xml/xmltooling/"),
            ("http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/", "/usr/share/xml/xmltooling/"),
            ("http://www.w3.org/2001/xml.xsd", "/usr/share/xml/xmltooling/xml.xsd"),
        ]
        let entries = moved.map { from, to in
            """
              <rewriteSystem systemIdStartString="\(from)" rewritePrefix="file://\(to)"/>
              <rewriteURI uriStartString="\(from)" rewritePrefix="file://\(to)"/>
            """
        }
        return """
            <catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
            \(entries.joined(separator: "\n"))
            </catalog>
            """
    }()

    /// The types of the natural-person attributes, as far as their values are text.
    static let naturalPerson: String = {
        let texts = [
            "PersonIdentifier", "CurrentFamilyName", "CurrentGivenName", "BirthName", "PlaceOfBirth",
        ].map { "<xs:simpleType name=\"\($0)Type\"><xs:restriction base=\"xs:string\"/></xs:simpleType>" }
        return """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
                targetNamespace="http://eidas.europa.eu/attributes/naturalperson">
            \(texts.joined(separator: "\n"))
            <xs:simpleType name="DateOfBirthType"><xs:restriction base="xs:date"/></xs:simpleType>
            <xs:simpleType name="CurrentAddressType"><xs:restriction base="xs:base64Binary"/></xs:simpleType>
            <xs:simpleType name="GenderType"><xs:restriction base="xs:string">
              <xs:enumeration value="Male"/><xs:enumeration value="Female"/><xs:enumeration value="Unspecified"/>
            </xs:restriction></xs:simpleType>
            </xs:schema>
            """
    }()
}
