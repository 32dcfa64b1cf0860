import Foundation
import TestFederation
import Testing
import XML
import XMLSecurity

@testable import SAML

@Suite struct EntityDescriptorTests {
    /// The base64 of a certificate with line breaks, as in metadata.
    static func certificate(_ key: TestKey = .serviceProvider) -> String {
        key.certificatePEM.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined(separator: "\n      ")
    }

    static func document(
        root: String = "", role: String = "AuthnRequestsSigned=\"1\"", extensions: String = "",
        key: String = key(certificate()), endpoints: String = endpoint, rest: String = ""
    ) -> String {
        """
        <?xml version="1.0"?>
        <!-- Generated for tests; a comment may stand here. -->
        <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:q="http://www.w3.org/2000/09/xmldsig#"
            xmlns:init="urn:oasis:names:tc:SAML:profiles:SSO:request-init" entityID="https://sp.example/saml" \(root)>
          <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol
              urn:oasis:names:tc:SAML:2.0:protocol" \(role)>
            <Extensions>
              <init:RequestInitiator Binding="urn:oasis:names:tc:SAML:profiles:SSO:request-init" Location="x"/>\(extensions)
            </Extensions>
            \(key)
            <ArtifactResolutionService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="x" index="1"/>
            <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://sp.example/slo"/>
            <NameIDFormat>
              urn:oasis:names:tc:SAML:2.0:nameid-format:transient
            </NameIDFormat>
            \(endpoints)
          </SPSSODescriptor>
          \(rest)
        </EntityDescriptor>
        """
    }

    static func key(_ certificate: String, use: String = "") -> String {
        """
        <KeyDescriptor \(use)><q:KeyInfo><q:KeyName>sp.example</q:KeyName><q:X509Data>
          <q:X509SubjectName>CN=sp.example</q:X509SubjectName><q:X509Certificate>
          \(certificate)
          </q:X509Certificate></q:X509Data></q:KeyInfo>
          <EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes128-gcm"/></KeyDescriptor>
        """
    }

    static let endpoint =
        "<AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" "
        + "Location=\"https://sp.example/acs\" index=\"1\"/>"

    static func endpoint(
        binding: String = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", _ location: String, _ more: String
    ) -> String {
        "<AssertionConsumerService Binding=\"\(binding)\" Location=\"\(location)\" \(more)/>"
    }

    func read(_ document: String) throws(MetadataError) -> EntityDescriptor {
        try EntityDescriptor(decoding: Array(document.utf8))
    }

    func cause(_ document: String) -> MetadataError.Cause? {
        do throws(MetadataError) {
            _ = try read(document)
            return nil
        } catch {
            return error.cause
        }
    }

    // MARK: Metadata of existing service providers

    @Test func `reads the metadata of service providers`() throws {
        let entity = try read(Self.document())
        let service = try #require(entity.serviceProvider)
        #expect(entity.entityID == EntityID(rawValue: "https://sp.example/saml"))
        #expect(service.authnRequestsSigned)
        #expect(!service.wantAssertionsSigned)
        #expect(service.role.signingKeys == [TestKey.serviceProvider.trusted])
        #expect(service.role.encryptionKeys == [TestKey.serviceProvider.trusted])
        #expect(service.role.nameIDFormats == [.transient])
        #expect(service.role.keyDescriptors[0].encryptionMethods == ["http://www.w3.org/2009/xmlenc11#aes128-gcm"])
        #expect(service.defaultAssertionConsumerService?.location == "https://sp.example/acs")
        #expect(entity.warnings.isEmpty)
    }

    @Test func `ignores unknown bindings`() throws {
        let entity = try read(
            Self.document(
                endpoints: Self.endpoint(
                    binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST-SimpleSign", "https://sp.example/s",
                    "index=\"1\"")
                    + Self.endpoint(binding: "urn:oasis:names:tc:SAML:2.0:bindings:PAOS", "x", "index=\"2\"")
                    + Self.endpoint))
        #expect(entity.serviceProvider?.defaultAssertionConsumerService?.location == "https://sp.example/acs")
        #expect(entity.warnings.map(\.element) == ["AssertionConsumerService/@Location"])
    }

    @Test func `reads a key of each use`() throws {
        let entity = try read(
            Self.document(
                key: Self.key(Self.certificate(), use: "use=\"signing\"")
                    + Self.key(Self.certificate(.ellipticCurve), use: "use=\"encryption\"")))
        #expect(entity.serviceProvider?.role.signingKeys == [TestKey.serviceProvider.trusted])
        #expect(entity.serviceProvider?.role.encryptionKeys == [TestKey.ellipticCurve.trusted])
    }

    @Test func `uses the first certificate of an X509Data and not its issuers'`() throws {
        let chain =
            Self.certificate() + "</q:X509Certificate><q:X509Certificate>" + Self.certificate(.attacker)
        let entity = try read(Self.document(key: Self.key(chain)))
        #expect(entity.serviceProvider?.role.signingKeys == [TestKey.serviceProvider.trusted])
    }

    @Test func `reads texts for people and omits unsafe URLs`() throws {
        let entity = try read(
            Self.document(
                extensions: """
                    <u:UIInfo xmlns:u="urn:oasis:names:tc:SAML:metadata:ui">
                      <u:DisplayName xml:lang="es">Oficina &lt;b&gt;</u:DisplayName>
                      <u:DisplayName xml:lang="eu-ES">Bulegoa</u:DisplayName>
                      <u:Logo height="16" width="16">https://sp.example/logo.png</u:Logo>
                      <u:Logo height="16" width="16">javascript:alert(1)</u:Logo>
                      <u:PrivacyStatementURL xml:lang="es">javascript:alert(1)</u:PrivacyStatementURL>
                    </u:UIInfo>
                    """,
                rest: """
                    <Organization><OrganizationName xml:lang="es">O</OrganizationName></Organization>
                    <ContactPerson contactType="support"><EmailAddress>mailto:a@sp.example</EmailAddress></ContactPerson>
                    """))
        let info = try #require(entity.serviceProvider?.role.uiInfo)
        #expect(info.displayNames.text(preferring: ["eu"]) == "Bulegoa")
        #expect(info.displayNames.text(preferring: ["fr"]) == "Oficina <b>")
        #expect(info.logos.map(\.url) == ["https://sp.example/logo.png"])
        #expect(info.privacyStatementURLs.isEmpty)
        #expect(entity.warnings.map(\.element) == ["u:Logo", "u:PrivacyStatementURL"])
        #expect(entity.organization?.names.first?.text == "O")
        #expect(entity.contacts.first?.emailAddresses == ["mailto:a@sp.example"])
    }

    @Test func `reads requested attributes, entity attributes and dates`() throws {
        let set = """
            <AttributeConsumingService index="1"><ServiceName xml:lang="es">n</ServiceName>
            <RequestedAttribute Name="urn:a" isRequired="1"/></AttributeConsumingService>
            """
        let extensions = """
            <Extensions><a:EntityAttributes xmlns:a="urn:oasis:names:tc:SAML:metadata:attribute"
              xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion"><s:Attribute Name="urn:cat">
              <s:AttributeValue>v</s:AttributeValue></s:Attribute></a:EntityAttributes></Extensions>
            """
        let entity = try read(
            Self.document(
                root: "validUntil=\"2030-01-01T00:00:00.000Z\" cacheDuration=\"P1DT2H\"",
                endpoints: Self.endpoint + set, rest: extensions))
        #expect(entity.attributes == [Attribute(name: "urn:cat", nameFormat: nil, values: [AttributeValue("v")])])
        #expect(entity.validUntil == SAMLInstant.parse("2030-01-01T00:00:00Z"))
        #expect(entity.cacheDuration == .seconds(93_600))
        #expect(
            entity.serviceProvider?.defaultAttributeConsumingService?.requestedAttributes
                == [RequestedAttribute(name: "urn:a", nameFormat: nil, isRequired: true)])
    }

    // MARK: The default endpoint (Metadata §2.2.3)

    @Test(arguments: [
        (["", "", ""], 0), (["", "isDefault=\"true\"", ""], 1), (["isDefault=\"false\"", "", "isDefault=\"1\""], 2),
        (["isDefault=\"false\"", "", ""], 1), (["isDefault=\"0\"", "isDefault=\"false\"", "isDefault=\"false\""], 0),
        (["isDefault=\"true\"", "isDefault=\"true\"", ""], 0),
    ])
    func `chooses the default by the rules of metadata`(_ flags: [String], _ expected: Int) throws {
        let endpoints = flags.enumerated().map {
            Self.endpoint("https://sp.example/\($0)", "index=\"\($0)\" \($1)")
        }
        let entity = try read(Self.document(endpoints: endpoints.joined()))
        let location = entity.serviceProvider?.defaultAssertionConsumerService?.location
        #expect(location == "https://sp.example/\(expected)")
    }

    // MARK: Errors

    @Test func `reports the root element of another document`() {
        let error = #expect(throws: MetadataError.self) { try EntityDescriptor(decoding: Array("<a/>".utf8)) }
        #expect(
            error?.description
                == "line 1, a: the root element is “a” and not md:EntityDescriptor; use one EntityDescriptor per file"
        )
    }

    @Test func `refuses documents that are not metadata`() {
        #expect(cause("") == .document(.empty))
        #expect(cause("<a/>") == .root(received: "a"))
        #expect(cause("<!DOCTYPE a><a/>") == .document(.documentType(line: 1)))
        #expect(
            cause("<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>") == .missing("entityID"))
    }

    @Test(arguments: [
        "javascript:alert(1)", "/acs", "https://", "https://user:password@sp.example/acs", "https://sp.example/acs#x",
        "https://sp.example/a b", "ftp://sp.example/acs", "https://sp.example/\u{F1}", "https:sp.example",
        "https://sp.example@evil.example/", "data:text/html,x", "https://:443/",
    ])
    func `refuses an unacceptable endpoint URL`(_ location: String) {
        #expect(
            cause(Self.document(endpoints: Self.endpoint(location, "index=\"1\"")))
                == .value(expected: "an absolute http or https address", received: "“\(location)”"))
    }

    @Test func `refuses endpoints with the same index, and no endpoint`() {
        let twice = Self.endpoint + Self.endpoint("https://sp.example/other", "index=\"1\"")
        #expect(cause(Self.document(endpoints: twice)) == .duplicateIndex(1))
        #expect(cause(Self.document(endpoints: "")) == .noAssertionConsumerService)
        #expect(
            cause(Self.document(endpoints: Self.endpoint("https://sp.example/acs", "index=\"65536\"")))
                == .value(expected: "a number from 0 to 65535", received: "“65536”"))
    }

    @Test func `refuses a signing service without a usable key`() {
        #expect(cause(Self.document(key: "")) == .noSigningKey)
        #expect(cause(Self.document(key: Self.key("AAAA"))) == .noSigningKey)
        #expect(cause(Self.document(key: Self.key(Self.certificate(), use: "use=\"encryption\""))) == .noSigningKey)
    }

    @Test func `a damaged certificate next to a valid one is a warning`() throws {
        let entity = try read(
            Self.document(key: Self.key("not base64!") + Self.key("AAAA") + Self.key(Self.certificate())))
        #expect(entity.serviceProvider?.role.signingKeys == [TestKey.serviceProvider.trusted])
        #expect(
            entity.warnings.map(\.cause) == [
                .certificate("it is not base64"), .certificate("its octets are not an X.509 certificate"),
            ])
        #expect(entity.warnings.allSatisfy { $0.line > 0 && !$0.fix.isEmpty })
    }

    @Test func `refuses invalid booleans, uses and times`() {
        #expect(
            cause(Self.document(role: "AuthnRequestsSigned=\"yes\""))
                == .value(expected: "true, false, 1 or 0", received: "“yes”"))
        #expect(
            cause(Self.document(key: Self.key(Self.certificate(), use: "use=\"Signing\"")))
                == .value(expected: "signing or encryption", received: "“Signing”"))
        #expect(
            cause(Self.document(root: "validUntil=\"soon\""))
                == .value(expected: "a time in UTC, for example 2026-01-31T23:59:59Z", received: "“soon”"))
    }

    @Test func `an entity that does not support SAML 2.0 has no role`() throws {
        let document = Self.document().replacing("urn:oasis:names:tc:SAML:2.0:protocol", with: "urn:x")
        #expect(try read(document).serviceProvider == nil)
    }

    // MARK: Writing

    static let ours = EntityDescriptor(
        entityID: EntityID(rawValue: "https://aldaba.example/saml/metadata"),
        validUntil: Date(timeIntervalSince1970: 1_900_000_000), cacheDuration: .seconds(3_600),
        registrationAuthority: "https://aldaba.example",
        identityProvider: IDPSSODescriptor(
            role: RoleDescriptor(
                errorURL: "https://aldaba.example/errors",
                keyDescriptors: [
                    KeyDescriptor(use: .signing, keys: [TestKey.identityProvider.trusted]),
                    KeyDescriptor(use: .signing, keys: [TestKey.ellipticCurve.trusted]),
                ],
                uiInfo: UIInfo(
                    displayNames: [LocalizedText("Aldaba", language: "es"), LocalizedText("Aldaba", language: "en")],
                    descriptions: [LocalizedText("Identificación & más", language: "es")],
                    logos: [UIInfo.Logo(url: "https://aldaba.example/logo.png", width: 64, height: 64, language: "es")],
                    privacyStatementURLs: [LocalizedText("https://aldaba.example/p", language: "es")]),
                singleLogoutServices: Endpoint.singleLogoutServices(
                    at: "https://aldaba.example/saml/slo", soapLocation: "https://aldaba.example/saml/slo/soap"),
                nameIDFormats: [.persistent, .transient]),
            singleSignOnServices: [
                Endpoint(binding: .httpRedirect, location: "https://aldaba.example/saml/sso"),
                Endpoint(binding: .httpPOST, location: "https://aldaba.example/saml/sso"),
            ],
            attributes: EIDASAttribute.allCases.map {
                Attribute(name: $0.name, friendlyName: $0.friendlyName, values: [])
            }, scopes: ["aldaba.example"]),
        organization: Organization(
            names: [LocalizedText("Aldaba", language: "es")], displayNames: [LocalizedText("Aldaba", language: "es")],
            urls: [LocalizedText("https://aldaba.example", language: "es")]),
        contacts: [
            ContactPerson(
                contactType: "technical", givenName: "N", surname: "S", emailAddresses: ["mailto:t@aldaba.example"],
                telephoneNumbers: ["+34600000000"])
        ])

    @Test func `a scope that is a pattern is ignored`() throws {
        let plain = try XMLWriter.canonical(Self.ours.xml).bytes
        let text = String(decoding: plain, as: UTF8.self)
        for (regexp, scopes) in [
            (" regexp=\"true\"", []), ("", ["aldaba.example"]), (" regexp=\"0\"", ["aldaba.example"]),
        ] {
            let changed = text.replacingOccurrences(of: " regexp=\"false\"", with: regexp)
            #expect(try EntityDescriptor(decoding: Array(changed.utf8)).identityProvider?.scopes == scopes, "\(regexp)")
        }
    }

    @Test func `our metadata is valid, signed and read back the same`() throws {
        let document = try MetadataWriter(key: TestKey.identityProvider.signing)
            .document(Self.ours, id: MessageID(rawValue: "_m"))
        let schema = try Judge.schema(document.bytes)
        #expect(schema.isContent, "\(schema.words)")
        let signature = try Judge.signature(
            of: "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", in: document.bytes,
            certificatePEM: TestKey.identityProvider.certificatePEM)
        #expect(signature.isContent, "\(signature.words)")
        #expect(try EntityDescriptor(decoding: document.bytes) == Self.ours)
    }

    @Test func `has a SOAP logout endpoint only with a SOAP location`() {
        let browsers = Endpoint.singleLogoutServices(at: "https://aldaba.example/slo")
        #expect(browsers.map(\.binding) == [.httpRedirect, .httpPOST])
        #expect(
            Endpoint.singleLogoutServices(at: "https://aldaba.example/slo", soapLocation: "https://x.example").last
                == Endpoint(binding: .soap, location: "https://x.example"))
    }

    @Test func `a service's metadata is valid, signed and read back the same`() throws {
        var service = TestServiceProvider()
        service.singleLogoutServices = LogoutRulesTests.service.singleLogoutServices
        service.nameIDFormats = [.persistent]
        service.otherServices = [
            AssertionConsumerService(
                binding: .httpArtifact, location: "https://x.example/a", index: 1, isDefault: false)
        ]
        let document = try MetadataWriter(key: service.key.signing)
            .document(service.descriptor, id: MessageID(rawValue: "_m"))
        let schema = try Judge.schema(document.bytes)
        #expect(schema.isContent, "\(schema.words)")
        #expect(try EntityDescriptor(decoding: document.bytes) == service.descriptor)
    }

    @Test func `the validators find errors`() throws {
        let document = try MetadataWriter(key: TestKey.identityProvider.signing)
            .document(Self.ours, id: MessageID(rawValue: "_m"))
        #expect(
            try !Judge.signature(
                of: "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", in: document.bytes,
                certificatePEM: TestKey.attacker.certificatePEM
            ).isContent)
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(try !Judge.schema(Array(text.replacing("entityID=", with: "entity=").utf8)).isContent)
    }
}
