import SAML
import TestFederation
import Testing

@Suite struct SubjectIdentifierTests {
    static let long = String(repeating: "a", count: 127)

    @Test(arguments: SubjectIdentifier.Kind.allCases)
    func `is an attribute with one value, and is read from it`(_ kind: SubjectIdentifier.Kind) throws {
        let identifier = try #require(SubjectIdentifier(kind, uniqueID: "ABC-1=", scope: "aldaba.example"))
        let attribute = identifier.attribute
        #expect(attribute.name == kind.rawValue && attribute.nameFormat == .uri)
        #expect(attribute.values.map(\.text) == ["ABC-1=@aldaba.example"])
        #expect(SubjectIdentifier(attribute) == identifier)
    }

    @Test(arguments: ["a", "0", "a=", "a-b", long]) func `accepts a well-formed unique ID`(_ part: String) {
        #expect(SubjectIdentifier(.pairwiseID, uniqueID: part, scope: "x") != nil)
    }

    @Test(arguments: ["", "=a", "-a", "a.b", "a b", "a@b", "ñ", "a\u{301}", long + "a"])
    func `refuses a malformed unique ID`(_ part: String) {
        #expect(SubjectIdentifier(.pairwiseID, uniqueID: part, scope: "x") == nil)
    }

    @Test func `accepts only a well-formed scope`() {
        for scope in ["x", "a-b.example", "1", Self.long] {
            #expect(SubjectIdentifier(.subjectID, uniqueID: "a", scope: scope) != nil, "\(scope)")
        }
        for scope in ["", ".x", "-x", "a=b", "a/b", "ñ", Self.long + "a"] {
            #expect(SubjectIdentifier(.subjectID, uniqueID: "a", scope: scope) == nil, "\(scope)")
        }
    }

    @Test func `ignores the case of letters`() throws {
        let one = try #require(SubjectIdentifier(.subjectID, uniqueID: "Abc", scope: "Aldaba.Example"))
        #expect(one == SubjectIdentifier(.subjectID, uniqueID: "aBC", scope: "aldaba.example"))
        #expect(one.hashValue == SubjectIdentifier(.subjectID, uniqueID: "aBC", scope: "aldaba.example")?.hashValue)
        #expect(one != SubjectIdentifier(.pairwiseID, uniqueID: "Abc", scope: "Aldaba.Example"))
        #expect(one != SubjectIdentifier(.subjectID, uniqueID: "Abcd", scope: "Aldaba.Example"))
    }

    @Test func `is not read from two values, another name or format, or a malformed value`() {
        func read(_ name: String, _ values: [String], _ format: AttributeNameFormat? = .uri) -> SubjectIdentifier? {
            SubjectIdentifier(
                Attribute(name: name, nameFormat: format, values: values.map { AttributeValue($0) }))
        }
        let name = SubjectIdentifier.Kind.pairwiseID.rawValue
        #expect(read(name, ["a@b"]) != nil)
        #expect(read(name, ["a@b", "c@b"]) == nil)
        #expect(read(name, []) == nil)
        #expect(read(name, ["a@b"], .basic) == nil)
        #expect(read("urn:x", ["a@b"]) == nil)
        for value in ["a", "a@", "@b", "a@b@c", "a b@c"] { #expect(read(name, [value]) == nil, "\(value)") }
    }

    // MARK: The requirement of a service

    func requirement(_ values: [String], _ format: AttributeNameFormat? = .uri) -> SubjectIdentifierRequirement? {
        let attribute = Attribute(
            name: "urn:oasis:names:tc:SAML:profiles:subject-id:req", nameFormat: format,
            values: values.map { AttributeValue($0) })
        let service = TestServiceProvider().descriptor
        return SubjectIdentifierRequirement(
            of: EntityDescriptor(
                entityID: service.entityID, attributes: [attribute], serviceProvider: service.serviceProvider))
    }

    @Test(arguments: [
        ("subject-id", SubjectIdentifier.Kind.subjectID), ("pairwise-id", .pairwiseID), ("any", .pairwiseID),
        ("none", nil),
    ])
    func `reads the requirement from metadata`(_ value: String, _ kind: SubjectIdentifier.Kind?) throws {
        let requirement = try #require(self.requirement([value]))
        #expect(requirement.rawValue == value)
        #expect(requirement.kind == kind)
    }

    @Test func `ignores contradictory metadata`() {
        #expect(requirement(["any", "none"]) == nil)
        #expect(requirement(["Any"]) == nil)
        #expect(requirement([]) == nil)
        #expect(requirement(["any"], .basic) == nil)
        #expect(SubjectIdentifierRequirement(of: TestServiceProvider().descriptor) == nil)
    }
}
