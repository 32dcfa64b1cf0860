import Foundation
import SAML
import XML
import XMLSecurity

/// The metadata of the office: its key, its endpoint, the attributes that it requests, its name and logo.
struct OwnMetadata: Sendable {
    /// The only set of requested attributes, so requests need not refer to it.
    static let requestedAttributes: [RequestedAttribute] =
        [EIDASAttribute.personIdentifier, .currentGivenName, .currentFamilyName, .dateOfBirth].map {
            RequestedAttribute(name: $0.name, friendlyName: $0.friendlyName, isRequired: true)
        } + [
            RequestedAttribute(
                name: ClaveAttribute.firstSurname.name, friendlyName: ClaveAttribute.firstSurname.friendlyName)
        ]

    let entityID: EntityID
    private let descriptor: EntityDescriptor
    private let writer: MetadataWriter

    init(origin: String, entityID: EntityID, key: SigningKey) throws {
        self.entityID = entityID
        writer = MetadataWriter(key: key)
        let role = RoleDescriptor(
            keyDescriptors: [
                KeyDescriptor(use: .signing, keys: [try TrustedKey(certificateDER: key.certificateDER)])
            ],
            uiInfo: Self.uiInfo(origin), nameIDFormats: [.persistent, .transient])
        descriptor = EntityDescriptor(
            entityID: entityID,
            serviceProvider: SPSSODescriptor(
                role: role, authnRequestsSigned: true, wantAssertionsSigned: true,
                assertionConsumerServices: [
                    AssertionConsumerService(
                        location: origin + Path.assertionConsumerService, index: 0, isDefault: true)
                ],
                attributeConsumingServices: [
                    AttributeConsumingService(
                        index: 0, isDefault: true,
                        names: [
                            LocalizedText("Oficina de ejemplo", language: "es"),
                            LocalizedText("Example office", language: "en"),
                        ], requestedAttributes: Self.requestedAttributes)
                ]),
            organization: Organization(
                names: [LocalizedText("Ayuntamiento de Ejemplo", language: "es")],
                displayNames: [
                    LocalizedText("Ayuntamiento de Ejemplo", language: "es"),
                    LocalizedText("Town of Example", language: "en"),
                ], urls: [LocalizedText(origin + "/", language: "es")]),
            contacts: [
                ContactPerson(
                    contactType: "technical", givenName: "Soporte de la oficina de ejemplo",
                    emailAddresses: ["mailto:soporte@oficina.example"])
            ])
    }

    /// Returns the signed document. It is valid for a year.
    func document(at now: Date) throws -> [UInt8] {
        let dated = EntityDescriptor(
            entityID: entityID, validUntil: now.addingTimeInterval(365 * 86_400), cacheDuration: .seconds(86_400),
            serviceProvider: descriptor.serviceProvider, organization: descriptor.organization,
            contacts: descriptor.contacts)
        return try writer.document(dated, id: MessageID(random: Random.octets(MessageID.randomBytes))).bytes
    }

    private static func uiInfo(_ origin: String) -> UIInfo {
        UIInfo(
            displayNames: [
                LocalizedText("Oficina de ejemplo", language: "es"), LocalizedText("Example office", language: "en"),
            ],
            descriptions: [
                LocalizedText("Los trámites del Ayuntamiento de Ejemplo, por Internet.", language: "es"),
                LocalizedText("The services of the Town of Example, online.", language: "en"),
            ],
            logos: [UIInfo.Logo(url: Logo.dataURL, width: 64, height: 64)],
            informationURLs: [LocalizedText(origin + "/", language: "es")])
    }
}
