import Foundation
import Octets
public import XML
import XMLSecurity

extension EntityDescriptor {
    /// The metadata as an `md:EntityDescriptor`, unsigned, in the order of the schema.
    ///
    /// ``MetadataWriter`` signs it.
    public var xml: XMLElement { xml(id: nil) }

    func xml(id: MessageID?) -> XMLElement {
        XMLElement(
            .md, "EntityDescriptor",
            [
                "entityID": entityID.rawValue, "ID": id?.rawValue, "validUntil": validUntil.map(SAMLInstant.format),
                "cacheDuration": cacheDuration.map { "PT\(max(0, $0.components.seconds))S" },
            ],
            children: [
                extensionsElement, identityProvider?.xml, serviceProvider?.xml, organization?.xml,
            ] + contacts.map(\.xml))
    }

    private var extensionsElement: XMLElement? {
        let children = [
            registrationAuthority.map { XMLElement(.mdrpi, "RegistrationInfo", ["registrationAuthority": $0]) },
            attributes.isEmpty ? nil : XMLElement(.mdattr, "EntityAttributes", children: attributes.map(\.xml)),
        ].compactMap { $0 }
        return children.isEmpty ? nil : XMLElement(.md, "Extensions", children: children)
    }
}

extension IDPSSODescriptor {
    /// The role as an `md:IDPSSODescriptor`.
    public var xml: XMLElement {
        XMLElement(
            XMLName(.md, "IDPSSODescriptor"),
            attributes: role.xmlAttributes + [XMLAttribute("WantAuthnRequestsSigned", "\(wantAuthnRequestsSigned)")],
            (role.children(extending: scopes.map(\.scopeElement))
                + singleSignOnServices.map { $0.xml("SingleSignOnService") } + attributes.map(\.xml))
                .map(XMLNode.element))
    }
}

extension SPSSODescriptor {
    /// The role as an `md:SPSSODescriptor`.
    public var xml: XMLElement {
        let endpoints = assertionConsumerServices.enumerated().map { position, service in
            XMLElement(
                .md, "AssertionConsumerService",
                [
                    "Binding": service.binding.rawValue, "Location": service.location,
                    "index": "\(service.index ?? UInt16(position))", "isDefault": service.isDefault.map { "\($0)" },
                ])
        }
        let flags = [
            XMLAttribute("AuthnRequestsSigned", "\(authnRequestsSigned)"),
            XMLAttribute("WantAssertionsSigned", "\(wantAssertionsSigned)"),
        ]
        return XMLElement(
            XMLName(.md, "SPSSODescriptor"), attributes: role.xmlAttributes + flags,
            (role.children() + endpoints + attributeConsumingServices.enumerated().map { $1.xml(position: $0) })
                .map(XMLNode.element))
    }
}

extension AttributeConsumingService {
    fileprivate func xml(position: Int) -> XMLElement {
        XMLElement(
            .md, "AttributeConsumingService",
            ["index": "\(index ?? UInt16(position))", "isDefault": isDefault.map { "\($0)" }],
            children: names.map { $0.xml(.md, "ServiceName") }
                + descriptions.map { $0.xml(.md, "ServiceDescription") }
                + requestedAttributes.map { $0.xml(in: .md) })
    }
}

extension RoleDescriptor {
    fileprivate var xmlAttributes: [XMLAttribute] {
        [
            XMLAttribute("protocolSupportEnumeration", protocols.joined(separator: " ")),
            validUntil.map { XMLAttribute("validUntil", SAMLInstant.format($0)) },
            errorURL.map { XMLAttribute("errorURL", $0) },
        ].compactMap { $0 }
    }

    /// - Parameter extensions: the Extensions of this role, in addition to those that every role may have.
    fileprivate func children(extending extensions: [XMLElement] = []) -> [XMLElement] {
        let extensions = (uiInfo.map { [$0.xml] } ?? []) + extensions
        let first = extensions.isEmpty ? nil : XMLElement(.md, "Extensions", children: extensions)
        let head: [XMLElement?] = [first] + keyDescriptors.map(\.xml) + [organization?.xml]
        return head.compactMap { $0 } + contacts.map(\.xml)
            + singleLogoutServices.map { $0.xml("SingleLogoutService") }
            + nameIDFormats.map { XMLElement(.md, "NameIDFormat", text: $0.rawValue) }
    }
}

extension String {
    /// A `shibmd:Scope`: a domain for scoped attributes, not a pattern.
    fileprivate var scopeElement: XMLElement {
        XMLElement(
            XMLName(.shibmd, "Scope"), attributes: [XMLAttribute("regexp", "false")], [.text(self)])
    }
}

extension KeyDescriptor {
    fileprivate var xml: XMLElement {
        let data = keys.map {
            XMLElement(
                .xmlSignature, "X509Data",
                children: [XMLElement(.xmlSignature, "X509Certificate", text: Base64.text($0.certificateDER))])
        }
        return XMLElement(
            .md, "KeyDescriptor", ["use": use?.rawValue],
            children: [XMLElement(.xmlSignature, "KeyInfo", children: data)]
                + encryptionMethods.map { XMLElement(.md, "EncryptionMethod", ["Algorithm": $0]) })
    }
}

extension Endpoint {
    fileprivate func xml(_ localName: String) -> XMLElement {
        XMLElement(
            .md, localName,
            ["Binding": binding.rawValue, "Location": location, "ResponseLocation": responseLocation])
    }
}

extension LocalizedText {
    fileprivate func xml(_ namespace: XMLNamespace, _ localName: String) -> XMLElement {
        XMLElement(
            XMLName(namespace, localName), attributes: [XMLAttribute(XMLName(.xml, "lang"), language)], [.text(text)])
    }
}

extension UIInfo {
    fileprivate var xml: XMLElement {
        let logos = logos.map { logo in
            XMLElement(
                XMLName(.mdui, "Logo"),
                attributes: [XMLAttribute("height", "\(logo.height)"), XMLAttribute("width", "\(logo.width)")]
                    + (logo.language.map { [XMLAttribute(XMLName(.xml, "lang"), $0)] } ?? []), [.text(logo.url)])
        }
        let texts =
            displayNames.map { $0.xml(.mdui, "DisplayName") } + descriptions.map { $0.xml(.mdui, "Description") }
            + keywords.map { $0.xml(.mdui, "Keywords") }
        let addresses =
            informationURLs.map { $0.xml(.mdui, "InformationURL") }
            + privacyStatementURLs.map { $0.xml(.mdui, "PrivacyStatementURL") }
        return XMLElement(.mdui, "UIInfo", children: texts + logos + addresses)
    }
}

extension Organization {
    fileprivate var xml: XMLElement {
        XMLElement(
            .md, "Organization",
            children: names.map { $0.xml(.md, "OrganizationName") }
                + displayNames.map { $0.xml(.md, "OrganizationDisplayName") }
                + urls.map { $0.xml(.md, "OrganizationURL") })
    }
}

extension ContactPerson {
    fileprivate var xml: XMLElement {
        func text(_ localName: String, _ text: String?) -> XMLElement? {
            text.map { XMLElement(.md, localName, text: $0) }
        }
        let emails = emailAddresses.map {
            text("EmailAddress", $0.lowercased().hasPrefix("mailto:") ? $0 : "mailto:" + $0)
        }
        return XMLElement(
            .md, "ContactPerson", ["contactType": contactType],
            children: [text("Company", company), text("GivenName", givenName), text("SurName", surname)] + emails
                + telephoneNumbers.map { text("TelephoneNumber", $0) })
    }
}
