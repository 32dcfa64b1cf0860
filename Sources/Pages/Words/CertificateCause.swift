package import Foundation

/// Why a certificate was not accepted. Each cause has its own page text.
package enum CertificateCause: Sendable, Hashable {
    /// The browser sent none: none is installed or chosen, or the card is not in the reader.
    case absent
    case expired(since: Date)
    case notYetValid(from: Date)
    case revoked(since: Date?)
    /// The revocation list could not be read or is out of date: not the citizen's fault.
    case revocationUnknown
    /// The certificate has no path to a configured authority.
    case unknownIssuer(name: String)
    /// The certificate belongs to a representative, a legal person, a public employee or a seal, or has a pseudonym.
    case notNaturalPerson
    /// The DNIe's signature certificate instead of the authentication certificate.
    case forSigningOnly
    /// The authority is known, but the certificate has no accepted profile.
    case profileNotAccepted
    /// The certificate contains no readable DNI or NIE.
    case unidentified
    /// The certificate is malformed, has a weak key or an unknown critical extension, and cannot be trusted.
    case unreliable

    var name: String {
        switch self {
        case .absent: "absent"
        case .expired: "expired"
        case .notYetValid: "not-yet-valid"
        case .revoked(nil): "revoked"
        case .revoked: "revoked-since"
        case .revocationUnknown: "revocation-unknown"
        case .unknownIssuer: "unknown-issuer"
        case .notNaturalPerson: "not-natural-person"
        case .forSigningOnly: "for-signing-only"
        case .profileNotAccepted: "profile-not-accepted"
        case .unidentified: "unidentified"
        case .unreliable: "unreliable"
        }
    }

    static let names = [
        "absent", "expired", "not-yet-valid", "revoked", "revoked-since", "revocation-unknown", "unknown-issuer",
        "not-natural-person", "for-signing-only", "profile-not-accepted", "unidentified", "unreliable",
    ]
    static let keys = names.flatMap { ["certificate-cause.\($0)", "certificate-remedy.\($0)"] }

    func cause(in wording: Wording) -> String {
        switch self {
        case .expired(let date), .notYetValid(let date), .revoked(.some(let date)):
            wording.text("certificate-cause.\(name)", ["date": wording.date(date)])
        case .unknownIssuer(let issuer):
            wording.text("certificate-cause.\(name)", ["issuer": issuer])
        case .absent, .revoked(nil), .revocationUnknown, .notNaturalPerson, .forSigningOnly, .profileNotAccepted,
            .unidentified, .unreliable:
            wording.text("certificate-cause.\(name)")
        }
    }

    func remedy(in wording: Wording) -> String { wording.text("certificate-remedy.\(name)") }
}
