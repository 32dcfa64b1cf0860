import HTTPTypes
import SAML

/// The security headers of each kind of page.
///
/// Pages load nothing from other origins, cannot be framed, and are not cached.
/// - SeeAlso: Content Security Policy Level 3.
enum SecurityHeaders {
    /// The targets to which the forms of a page may be sent.
    enum Forms {
        /// No target: the page has no form.
        case none
        /// This origin, and Aldaba's other origin where the response redirects to it.
        case ownOrigins([String])
        /// Any target: the page that posts the Response. A browser applies form-action also to every redirect after the
        /// POST, and services do redirect. The form's only target comes from metadata.
        case response(scriptNonce: String)
        /// No target: the page's script goes to the next step, and may probe whether that address answers; nil for no
        /// probe.
        case logout(probing: String?)
        /// Any target, as for a Response: the page's script submits a form to a service's address from metadata.
        case submittingLogout
    }

    /// - Parameters:
    ///   - logo: the address of the service's logo, the only resource that a page may load from another origin.
    ///   - isSecure: whether this origin is reached by https only.
    static func fields(_ forms: Forms, logo: String? = nil, isSecure: Bool = false) -> HTTPFields {
        var fields = isSecure ? secureFields : plainFields
        let picture = logo.flatMap { origin(of: $0) }
        if case .none = forms, picture == nil { return fields }
        fields[.contentSecurityPolicy] = policy(forms, picture: picture)
        return fields
    }

    /// The headers of a page without forms and without a logo. Made once.
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
        case .submittingLogout: common + "; script-src 'self'"
        case .logout(let address):
            common + "; form-action 'none'; script-src 'self'; connect-src "
                + (address.flatMap { origin(of: $0, schemes: [.https, .http]) } ?? "'none'")
        }
    }
}

extension SecurityHeaders {
    /// Returns the scheme, host and port of an address; nil for another scheme, and for an IPv6 address, which a
    /// directive cannot contain.
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
