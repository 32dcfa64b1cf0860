import XML

/// Reads the parts of metadata that are shown to people. An error in them does not prevent the use of the entity.
extension MetadataReader {
    /// Reads the `mdui:UIInfo` of a role.
    mutating func uiInfo(of role: XMLElement) -> UIInfo? {
        guard let element = role.element(XMLName(.md, "Extensions"))?.element(XMLName(.mdui, "UIInfo")) else {
            return nil
        }
        var logos: [UIInfo.Logo] = []
        for child in element.elements(XMLName(.mdui, "Logo")) {
            let url = child.text.trimmedXMLSpace
            let isData = url.lowercased().hasPrefix("data:image/")
            guard isData || WebAddress(url)?.isSecure == true && Endpoint.isAcceptable(location: url) else {
                warnings.append(
                    MetadataError(
                        child, .value(expected: "an https address or a data:image URI", received: "“\(url.prefix(80))”")
                    ))
                continue
            }
            logos.append(
                UIInfo.Logo(
                    url: isData ? String(url.filter { !$0.isWhitespace }) : url,
                    width: Int(child.attribute("width")?.trimmedXMLSpace ?? "") ?? 0,
                    height: Int(child.attribute("height")?.trimmedXMLSpace ?? "") ?? 0,
                    language: child.attribute(XMLName(.xml, "lang"))))
        }
        return UIInfo(
            displayNames: texts(.mdui, "DisplayName", of: element),
            descriptions: texts(.mdui, "Description", of: element),
            keywords: texts(.mdui, "Keywords", of: element), logos: logos,
            informationURLs: addresses(.mdui, "InformationURL", of: element),
            privacyStatementURLs: addresses(.mdui, "PrivacyStatementURL", of: element))
    }

    /// Reads the organization of an entity or a role.
    mutating func organization(of parent: XMLElement) -> Organization? {
        guard let element = parent.element(XMLName(.md, "Organization")) else { return nil }
        return Organization(
            names: texts(.md, "OrganizationName", of: element),
            displayNames: texts(.md, "OrganizationDisplayName", of: element),
            urls: addresses(.md, "OrganizationURL", of: element))
    }

    /// Reads the contacts of an entity or a role.
    func contacts(of parent: XMLElement) -> [ContactPerson] {
        parent.elements(XMLName(.md, "ContactPerson")).map { element in
            func text(_ localName: String) -> String? {
                element.element(XMLName(.md, localName))?.text.trimmedXMLSpace
            }
            func texts(_ localName: String) -> [String] {
                element.elements(XMLName(.md, localName)).map(\.text.trimmedXMLSpace)
            }
            return ContactPerson(
                contactType: element.attribute("contactType") ?? "other", company: text("Company"),
                givenName: text("GivenName"), surname: text("SurName"), emailAddresses: texts("EmailAddress"),
                telephoneNumbers: texts("TelephoneNumber"))
        }
    }

    /// Reads texts in several languages. Omits empty ones.
    func texts(_ namespace: XMLNamespace, _ localName: String, of parent: XMLElement) -> [LocalizedText] {
        parent.elements(XMLName(namespace, localName)).compactMap { element in
            let text = element.text.trimmedXMLSpace
            let language = element.attribute(XMLName(.xml, "lang")) ?? ""
            return text.isEmpty ? nil : LocalizedText(text, language: language.trimmedXMLSpace)
        }
    }

    /// Reads URLs in several languages. Omits schemes other than http and https with a warning, because pages make
    /// links of the URLs.
    private mutating func addresses(
        _ namespace: XMLNamespace, _ localName: String, of parent: XMLElement
    ) -> [LocalizedText] {
        for element in parent.elements(XMLName(namespace, localName)) {
            let text = element.text.trimmedXMLSpace
            guard !text.isEmpty, !Self.isLink(text) else { continue }
            warnings.append(
                MetadataError(element, .value(expected: "an http or https address", received: "“\(text)”")))
        }
        return texts(namespace, localName, of: parent).filter { Self.isLink($0.text) }
    }

    private static func isLink(_ text: String) -> Bool {
        WebAddress(text) != nil
    }
}
