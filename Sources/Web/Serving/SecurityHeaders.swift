import HTTPTypes

/// What a browser is told to refuse, by kind of page.
///
/// Nothing comes from elsewhere, nothing is framed, and no page is kept.
/// - SeeAlso: Content Security Policy Level 3.
enum SecurityHeaders {
    /// Where the forms of a page may go.
    enum Forms {
        /// Nowhere: the page has none.
        case none
        /// To this origin, and to the other one of ours where its answer redirects there.
        case ownOrigins([String])
        /// Anywhere: the page that posts the Response. A browser applies form-action to every redirect after the POST
        /// as well, and services do redirect; its one target comes from metadata.
        case response(scriptNonce: String)
    }

    static func fields(_ forms: Forms) -> HTTPFields {
        var fields: HTTPFields = [
            .cacheControl: "no-cache, no-store",
            .contentSecurityPolicy: policy(forms),
            .xContentTypeOptions: "nosniff",
        ]
        fields[.pragma] = "no-cache"
        fields[.referrerPolicy] = "strict-origin"
        fields[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
        fields[.crossOriginOpenerPolicy] = "same-origin"
        fields[.xFrameOptions] = "DENY"
        return fields
    }

    private static func policy(_ forms: Forms) -> String {
        let common =
            "default-src 'none'; style-src 'self'; img-src 'self' https: data:; base-uri 'none'; frame-ancestors 'none'"
        return switch forms {
        case .none: common + "; form-action 'none'"
        case .ownOrigins(let others): common + "; form-action " + (["'self'"] + others).joined(separator: " ")
        case .response(let nonce): common + "; script-src 'nonce-\(nonce)'"
        }
    }
}

extension HTTPField.Name {
    // Each is a token of RFC 9110 §5.6.2, so the initialiser cannot fail.
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let xFrameOptions = HTTPField.Name("X-Frame-Options")!
    static let pragma = HTTPField.Name("Pragma")!
}
