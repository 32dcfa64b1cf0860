import Federation
import Testing

/// The identifiers of logins and logouts in URLs.
struct LoginIDTests {
    @Test(arguments: ["AAAAAAAAAAAAAAAAAAAAAA", "abcXYZ019-_abcXYZ019-_"])
    func `accepts 22 characters of base64url`(_ text: String) {
        #expect(LoginID(rawValue: text)?.rawValue == text)
        #expect(LogoutID(rawValue: text)?.rawValue == text)
    }

    @Test(arguments: [
        "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA/", "AAAAAAAAAAAAAAAAAAAAA.",
        "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAA ", "AAAAAAAAAAAAAAAAAAAA\u{E9}", "AAAAAAAAAAAAAAAAAAAAA\n",
    ])
    func `rejects any other text`(_ text: String) {
        #expect(LoginID(rawValue: text) == nil)
        #expect(LogoutID(rawValue: text) == nil)
    }

    @Test(arguments: [
        "http://eidas.europa.eu/LoA/", "http://eidas.europa.eu/LoA/LOW", "http://eidas.europa.eu/loa/low", "low",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxlow", "https://eidas.europa.eu/LoA/low",
    ])
    func `rejects a class reference that is not exactly one of eIDAS`(_ reference: String) {
        #expect(LevelOfAssurance(classReference: reference) == nil)
    }
}
