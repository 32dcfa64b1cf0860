import Foundation
import Octets
import XML
import XMLSecurity

/// Reads metadata as service providers write it: in any order, with any prefixes and extensions. Ignores unknown
/// elements, omits unusable ones with a warning, and refuses errors in the data that trust depends on.
/// - SeeAlso: Metadata §2; Metadata Interoperability Profile §2.
struct MetadataReader {
    var warnings: [MetadataError] = []

    // MARK: Endpoints

    /// Reads the endpoints with this name. A missing Binding is an error. A missing or invalid Location is an error
    /// only for HTTP-POST and HTTP-Redirect, otherwise a warning.
    mutating func endpoints(_ localName: String, of role: XMLElement) throws(MetadataError) -> [Endpoint] {
        var endpoints: [Endpoint] = []
        for element in role.elements(XMLName(.md, localName)) {
            guard let binding = try binding(of: element) else { continue }
            guard let location = try location(of: element, binding) else { continue }
            let response = element.attribute("ResponseLocation")?.trimmedXMLSpace
            if let response, !Endpoint.isAcceptable(location: response) {
                warnings.append(
                    MetadataError(
                        element, attribute: "ResponseLocation",
                        .value(expected: Self.address, received: "“\(response)”")))
                continue
            }
            endpoints.append(Endpoint(binding: binding, location: location, responseLocation: response))
        }
        return endpoints
    }

    /// Reads the AssertionConsumerServices of a service provider.
    mutating func assertionConsumerServices(
        of role: XMLElement
    ) throws(MetadataError) -> [AssertionConsumerService] {
        var services: [AssertionConsumerService] = []
        var indices: Set<UInt16> = []
        for element in role.elements(XMLName(.md, "AssertionConsumerService")) {
            guard let binding = try binding(of: element) else { continue }
            guard let location = try location(of: element, binding) else { continue }
            let (index, isDefault) = try indexAndDefault(of: element)
            if binding == .httpPOST, let index, !indices.insert(index).inserted {
                throw MetadataError(element, attribute: "index", .duplicateIndex(index))
            }
            services.append(
                AssertionConsumerService(binding: binding, location: location, index: index, isDefault: isDefault))
        }
        return services
    }

    private func indexAndDefault(of element: XMLElement) throws(MetadataError) -> (UInt16?, Bool?) {
        let reader = ElementReader(attributesOf: element)
        do {
            return (try reader.index("index"), try reader.boolean("isDefault"))
        } catch {
            throw MetadataError(error)
        }
    }

    private mutating func binding(of element: XMLElement) throws(MetadataError) -> Binding? {
        guard let binding = element.attribute("Binding")?.trimmedXMLSpace, !binding.isEmpty else {
            throw MetadataError(element, attribute: "Binding", .missing("Binding"))
        }
        return Binding(rawValue: binding)
    }

    private mutating func location(of element: XMLElement, _ binding: Binding) throws(MetadataError) -> String? {
        let location = element.attribute("Location")?.trimmedXMLSpace
        if let location, Endpoint.isAcceptable(location: location) { return location }
        let error = MetadataError(
            element, attribute: "Location",
            location.map { .value(expected: Self.address, received: "“\($0)”") } ?? .missing("Location"))
        guard binding == .httpPOST || binding == .httpRedirect else {
            warnings.append(error)
            return nil
        }
        throw error
    }

    private static let address = "an absolute http or https address"

    // MARK: Keys

    /// Reads the KeyDescriptors. Those without a usable key become warnings.
    mutating func keyDescriptors(of role: XMLElement) throws(MetadataError) -> [KeyDescriptor] {
        var descriptors: [KeyDescriptor] = []
        for element in role.elements(XMLName(.md, "KeyDescriptor")) {
            let use: KeyDescriptor.Use?
            switch element.attribute("use")?.trimmedXMLSpace {
            case nil: use = nil
            case "signing": use = .signing
            case "encryption": use = .encryption
            case let other?:
                throw MetadataError(
                    element, attribute: "use", .value(expected: "signing or encryption", received: "“\(other)”"))
            }
            let keys = keys(of: element)
            guard !keys.isEmpty else { continue }
            let methods = element.elements(XMLName(.md, "EncryptionMethod")).compactMap { $0.attribute("Algorithm") }
            descriptors.append(KeyDescriptor(use: use, keys: keys, encryptionMethods: methods))
        }
        return descriptors
    }

    /// Reads the first certificate of each X509Data. The others may be its issuers' certificates, whose keys do not
    /// belong to the entity.
    private mutating func keys(of element: XMLElement) -> [TrustedKey] {
        var keys: [TrustedKey] = []
        var isCertificateThere = false
        for info in element.elements(XMLName(.xmlSignature, "KeyInfo")) {
            for data in info.elements(XMLName(.xmlSignature, "X509Data")) {
                guard let certificate = data.element(XMLName(.xmlSignature, "X509Certificate")) else { continue }
                isCertificateThere = true
                do {
                    keys.append(try Self.key(of: certificate))
                } catch {
                    warnings.append(error)
                }
            }
        }
        if !isCertificateThere { warnings.append(MetadataError(element, .missing("ds:X509Certificate"))) }
        return keys
    }

    private static func key(of certificate: XMLElement) throws(MetadataError) -> TrustedKey {
        guard let der = Base64.decode(Array(certificate.text.utf8)), !der.isEmpty else {
            throw MetadataError(certificate, .certificate("it is not base64"))
        }
        do {
            return try TrustedKey(certificateDER: der)
        } catch {
            throw MetadataError(certificate, .certificate(error.explanation))
        }
    }

    // MARK: Properties of all roles

    /// Reads the properties common to service providers and identity providers.
    mutating func role(_ element: XMLElement) throws(MetadataError) -> RoleDescriptor {
        RoleDescriptor(
            protocols: Self.protocols(of: element), validUntil: try instant("validUntil", of: element),
            errorURL: element.attribute("errorURL")?.trimmedXMLSpace,
            keyDescriptors: try keyDescriptors(of: element), uiInfo: uiInfo(of: element),
            organization: organization(of: element), contacts: contacts(of: element),
            singleLogoutServices: try endpoints("SingleLogoutService", of: element),
            nameIDFormats: element.elements(XMLName(.md, "NameIDFormat")).map {
                NameIDFormat(rawValue: $0.text.trimmedXMLSpace)
            })
    }

    static func protocols(of element: XMLElement) -> [String] {
        (element.attribute("protocolSupportEnumeration") ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    }

    func instant(_ name: String, of element: XMLElement) throws(MetadataError) -> Date? {
        do {
            return try ElementReader(attributesOf: element).instant(name)
        } catch {
            throw MetadataError(error)
        }
    }

    func boolean(_ name: String, of element: XMLElement) throws(MetadataError) -> Bool {
        do {
            return try ElementReader(attributesOf: element).boolean(name) ?? false
        } catch {
            throw MetadataError(error)
        }
    }

    // MARK: Attributes

    /// Reads the sets of attributes that a service provider requests.
    mutating func attributeConsumingServices(
        of role: XMLElement
    ) throws(MetadataError) -> [AttributeConsumingService] {
        var services: [AttributeConsumingService] = []
        for element in role.elements(XMLName(.md, "AttributeConsumingService")) {
            let (index, isDefault) = try indexAndDefault(of: element)
            var attributes: [RequestedAttribute] = []
            for child in element.elements(XMLName(.md, "RequestedAttribute")) {
                do {
                    attributes.append(try RequestedAttribute(decoding: child))
                } catch {
                    throw MetadataError(error)
                }
            }
            services.append(
                AttributeConsumingService(
                    index: index, isDefault: isDefault, names: texts(.md, "ServiceName", of: element),
                    descriptions: texts(.md, "ServiceDescription", of: element), requestedAttributes: attributes))
        }
        return services
    }

    /// Reads the Attribute children of an element.
    mutating func attributes(of element: XMLElement) -> [Attribute] {
        var attributes: [Attribute] = []
        for child in element.elements(XMLName(.saml, "Attribute")) {
            do {
                attributes.append(try Attribute(decoding: child))
            } catch {
                warnings.append(MetadataError(error))
            }
        }
        return attributes
    }
}
