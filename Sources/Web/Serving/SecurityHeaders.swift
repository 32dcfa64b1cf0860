import HTTPTypes
import SAML

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
        /// Nowhere: a script of ours leads on, and may look whether anybody answers at that address; nil for none.
        case round(lookingAt: String?)
        /// Anywhere, as for a Response: a script of ours submits a form to a service of metadata.
        case submittingRound
    }

    /// - Parameters:
    ///   - logo: the address of the asking service's picture, the one thing that a page may fetch from elsewhere.
    ///   - isSecure: whether this origin is reached by https alone.
    static func fields(_ forms: Forms, logo: String? = nil, isSecure: Bool = false) -> HTTPFields {
        var fields = isSecure ? secureFields : plainFields
        let picture = logo.flatMap { origin(of: $0) }
        if case .none = forms, picture == nil { return fields }
        fields[.contentSecurityPolicy] = policy(forms, picture: picture)
        return fields
    }

    /// Those of a page without forms and pictures from elsewhere; made once.
    private static let plainFields: HTTPFields = {
        var fields: HTTPFields = [
            .cacheControl: "no-cache, no-store",
            .contentSecurityPolicy: policy(.none, picture: nil),
            .xContentTypeOptions: "nosniff",
        ]
        fields[.pragma] = "no-cache"
        fields[.referrerPolicy] = "strict-origin"
        fields[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
        fields[.crossOriginOpenerPolicy] = "same-origin"
        fields[.xFrameOptions] = "DENY"
        return fields
    }()

    private static let secureFields: HTTPFields = {
        var fields = plainFields
        fields[.strictTransportSecurity] = "max-age=31536000"
        return fields
    }()

    private static func policy(_ forms: Forms, picture: String?) -> String {
        let images = picture.map { "'self' data: \($0)" } ?? "'self' data:"
        let common =
            "default-src 'none'; style-src 'self'; img-src \(images); base-uri 'none'; frame-ancestors 'none'"
        return switch forms {
        case .none: common + "; form-action 'none'"
        case .ownOrigins(let others): common + "; form-action " + (["'self'"] + others).joined(separator: " ")
        case .response(let nonce): common + "; script-src 'nonce-\(nonce)'"
        case .submittingRound: common + "; script-src 'self'"
        case .round(let address):
            common + "; form-action 'none'; script-src 'self'; connect-src "
                + (address.flatMap { origin(of: $0, schemes: [.https, .http]) } ?? "'none'")
        }
    }
}

extension SecurityHeaders {
    /// The scheme, host and port of an address; nil for another scheme, and for an IPv6 address, which a directive cannot
    /// name.
    static func origin(of address: String, schemes: [WebAddress.Scheme] = [.https]) -> String? {
        guard let address = WebAddress(address), schemes.contains(address.scheme) else { return nil }
        if case .version6 = address.host { return nil }
        return address.origin
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
