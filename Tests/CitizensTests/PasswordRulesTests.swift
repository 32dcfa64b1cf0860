import Citizens
import Secrets
import Testing

@Suite struct PasswordRulesTests {
    @Test(arguments: [
        "Lluvia7!", "lluviA7¿", "ÑandÚ-99", "çÇ12345.", "Aa1¡Aa1¡", "àÈ3\\wwww", "Zz9[zzzz",
        "una frase larga y tranquila",
        "aaaaaaaaaaaaaaaa", "日本語の長い長い長い長い長い文章",
    ])
    func `accepts a good password`(_ text: String) throws {
        #expect(try violations(text) == [])
    }

    @Test(arguments: [
        ("Lluv7!a", [PasswordViolation.tooShort(minimumLength: 8)]),
        ("lluvia7!", [.groups(required: 4, missing: [.upperCase])]),
        ("LLUVIA7!", [.groups(required: 4, missing: [.lowerCase])]),
        ("Lluviaa!", [.groups(required: 4, missing: [.digit])]),
        ("Lluvia77", [.groups(required: 4, missing: [.special])]),
        ("aaaaaaaaaaaaaaa", [.groups(required: 4, missing: [.upperCase, .digit, .special])]),
        ("Lluvia7! ", [.character]), ("Lluvia7!€", [.character]), ("Lluvia7!😀", [.character]),
        ("Lluvia７!", [.character, .groups(required: 4, missing: [.digit])]),
        ("Lluvia7~", [.character, .groups(required: 4, missing: [.special])]),
        ("una frase\u{7} con campana", [.character]),
        ("a", [.tooShort(minimumLength: 8), .groups(required: 4, missing: [.upperCase, .digit, .special])]),
        ("Ruiz-1234", [.name]), ("xXruIZ7!x", [.name]), ("Nunez.99x", [.name]), ("R.u.i.z-99a", [.name]),
        ("esta es la casa de ana maría", [.name]), ("la calle de maria esta vacia", [.name]),
        ("12345678Z.aB", [.identifier]), ("aB.12345678", [.identifier]), ("aB.12-345-678", [.identifier]),
        ("Ruiz12345678!", [.name, .identifier]),
    ])
    func `returns all violated rules`(_ text: String, _ expected: [PasswordViolation]) throws {
        #expect(try violations(text) == expected)
    }

    @Test(arguments: PasswordRules.specials.map { $0 })
    func `accepts every special character of the list`(_ special: Character) throws {
        #expect(try violations("Lluvia77\(special)") == [])
    }

    @Test func `accepts three of four groups when configured`() throws {
        let rules = PasswordRules(requiredGroups: 3)
        #expect(try violations("lluvia7!", rules: rules) == [])
        #expect(
            try violations("lluviaa!", rules: rules) == [.groups(required: 3, missing: [.upperCase, .digit])])
    }

    @Test func `a name of three letters is forbidden, one of two letters is not`() throws {
        let citizen = try Example.citizen(givenName: "Li", firstSurname: "Oca", secondSurname: nil)
        #expect(try violations("Lluvia-li7", for: citizen) == [])
        #expect(try violations("Lluvia-oca7", for: citizen) == [.name])
    }

    @Test func `the words of a name are forbidden, its particles are not`() throws {
        let citizen = try Example.citizen(givenName: "María del Carmen", firstSurname: "Ibáñez-Etxeberria")
        #expect(try violations("Delfines-7", for: citizen) == [])
        #expect(try violations("Carmen-77", for: citizen) == [.name])
        #expect(try violations("etxeberriA7!", for: citizen) == [.name])
    }

    @Test func `a NIE's digits are forbidden, too`() throws {
        let citizen = try Example.citizen(
            document: "X1234567L", contrast: ContrastDatum(.supportNumber, typed: "E00000001"))
        #expect(try violations("x1234567l.A", for: citizen) == [.identifier])
        #expect(try violations("aB-1234567", for: citizen) == [.identifier])
    }

    @Test func `a change requires a different password`() throws {
        let citizen = try Example.citizen()
        let password = try Password("Lluvia77!")
        let rules = PasswordRules.standard
        #expect(rules.violations(of: password, for: citizen, previous: password) == [.previous])
        #expect(rules.violations(of: password, for: citizen, previous: try Password("Lluvia77?")) == [])
    }

    private func violations(
        _ text: String, for citizen: Citizen? = nil, rules: PasswordRules = .standard
    ) throws -> [PasswordViolation] {
        rules.violations(of: try Password(text), for: try citizen ?? Example.citizen())
    }
}
