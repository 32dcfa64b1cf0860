import Federation
import Testing

/// The names of logins and logouts, as addresses have them.
struct LoginIDTests {
    @Test(arguments: ["AAAAAAAAAAAAAAAAAAAAAA", "abcXYZ019-_abcXYZ019-_"])
    func `22 characters of base64url are one`(_ text: String) {
        #expect(LoginID(rawValue: text)?.rawValue == text)
        #expect(LogoutID(rawValue: text)?.rawValue == text)
    }

    @Test(arguments: [
        "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA/", "AAAAAAAAAAAAAAAAAAAAA.",
        "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAA ", "AAAAAAAAAAAAAAAAAAAA\u{E9}", "AAAAAAAAAAAAAAAAAAAAA\n",
    ])
    func `nothing else is`(_ text: String) {
        #expect(LoginID(rawValue: text) == nil)
        #expect(LogoutID(rawValue: text) == nil)
    }

    @Test(arguments: [
        "http://eidas.europa.eu/LoA/", "http://eidas.europa.eu/LoA/LOW", "http://eidas.europa.eu/loa/low", "low",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxlow", "https://eidas.europa.eu/LoA/low",
    ])
    func `a class that is not eIDAS's to the letter is no level`(_ reference: String) {
        #expect(LevelOfAssurance(classReference: reference) == nil)
    }
}
