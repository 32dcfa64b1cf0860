import HTTPTypes
import Testing

@testable import Web

struct SecurityHeadersTests {
    private static let common = "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    private static let end = "base-uri 'none'; frame-ancestors 'none'"

    @Test(
        arguments: [
            (.none, "; form-action 'none'"), (.ownOrigins([]), "; form-action 'self'"),
            (
                .ownOrigins(["https://a.example", "https://b.example"]),
                "; form-action 'self' https://a.example https://b.example"
            ),
            (.response(scriptNonce: "n"), "; script-src 'nonce-n'"), (.submittingLogout, "; script-src 'self'"),
            (.logout(probing: nil), "; form-action 'none'; script-src 'self'; connect-src 'none'"),
            (
                .logout(probing: "http://a.example:81/x?y"),
                "; form-action 'none'; script-src 'self'; connect-src http://a.example:81"
            ),
        ] as [(SecurityHeaders.Forms, String)])
    func `each kind of page has its own policy`(_ forms: SecurityHeaders.Forms, _ rest: String) {
        for isSecure in [false, true] {
            let fields = SecurityHeaders.fields(forms, isSecure: isSecure)
            #expect(fields[values: .contentSecurityPolicy] == [Self.common + Self.end + rest])
            #expect(fields[.cacheControl] == "no-cache, no-store")
            #expect(fields[.xContentTypeOptions] == "nosniff")
            #expect(fields[.pragma] == "no-cache")
            #expect(fields[.referrerPolicy] == "strict-origin")
            #expect(fields[.permissionsPolicy] == "camera=(), geolocation=(), microphone=()")
            #expect(fields[.crossOriginOpenerPolicy] == "same-origin")
            #expect(fields[.xFrameOptions] == "DENY")
            #expect(fields[.strictTransportSecurity] == (isSecure ? "max-age=31536000" : nil))
            #expect(fields.count == (isSecure ? 9 : 8))
        }
    }

    @Test(arguments: [
        ("https://logo.example/x.png", "'self' data: https://logo.example"),
        ("data:image/png;base64,AA==", "'self' data:"), ("https://a;script-src *", "'self' data:"),
        ("x", "'self' data:"),
    ])
    func `allows the logo URL of the service and no additional sources`(
        _ logo: String, _ images: String
    ) {
        for forms in [SecurityHeaders.Forms.none, .ownOrigins([])] {
            let policy = SecurityHeaders.fields(forms, logo: logo)[.contentSecurityPolicy] ?? ""
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; img-src \(images); base-uri 'none'; "))
        }
    }
}
