package import Foundation

/// A cookie in a browser's cookie store.
package struct Cookie: Sendable, Hashable {
    package enum SameSite: String, Sendable { case strict, lax, none }

    package let name: String
    package let value: String
    /// The host that set the cookie, or its attribute Domain.
    package let domain: String
    /// Whether the cookie is returned only to the host that set it.
    package let isHostOnly: Bool
    package let path: String
    package let isSecure: Bool
    package let isHTTPOnly: Bool
    /// Nil when the attribute is missing. Then the cookie is treated as `lax`, but also sent with a cross-site POST, as
    /// in browsers during its first two minutes.
    package let sameSite: SameSite?
    /// Nil for a session cookie, which ends when the browser closes.
    package let expires: Date?

    /// Reads a Set-Cookie field with the rules of a browser.
    ///
    /// - Returns: Nil when a browser would discard the cookie: the prefixes `__Host-` and `__Secure-` require certain
    ///   attributes, SameSite=None requires Secure, and a foreign Domain is refused. Secure cookies over plain http are
    ///   accepted from this machine.
    package init?(_ field: String, from url: URL, at now: Date) {
        let origin = Origin(url)
        let parts = field.components(separatedBy: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let equals = parts[0].firstIndex(of: "=") else { return nil }
        name = parts[0][..<equals].trimmingCharacters(in: .whitespaces)
        value = parts[0][parts[0].index(after: equals)...].trimmingCharacters(in: .whitespaces)

        var attributes: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            attributes[pair[0].lowercased()] = pair.count > 1 ? String(pair[1]) : ""
        }
        isSecure = attributes["secure"] != nil
        isHTTPOnly = attributes["httponly"] != nil
        sameSite = attributes["samesite"].flatMap { SameSite(rawValue: $0.lowercased()) }
        path = attributes["path"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.defaultPath(of: url)
        let named = attributes["domain"].map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }?.lowercased()
        isHostOnly = named == nil
        domain = named ?? origin.host
        expires =
            attributes["max-age"].flatMap { Int($0) }.map { now.addingTimeInterval(TimeInterval($0)) }
            ?? attributes["expires"].flatMap(Self.date)

        if isSecure && !(origin.scheme == "https" || origin.isLoopback) { return nil }
        if let named, origin.host != named && !origin.host.hasSuffix("." + named) { return nil }
        if sameSite == SameSite.none && !isSecure { return nil }
        if name.lowercased().hasPrefix("__secure-") && !isSecure { return nil }
        if name.lowercased().hasPrefix("__host-") && !(isSecure && isHostOnly && attributes["path"] == "/") {
            return nil
        }
    }

    func isExpired(at now: Date) -> Bool { expires.map { $0 <= now } ?? false }

    func isSent(with request: HTTPRequest) -> Bool {
        let origin = Origin(request.url)
        let hostFits = origin.host == domain || (!isHostOnly && origin.host.hasSuffix("." + domain))
        let requestPath = request.url.path.isEmpty ? "/" : request.url.path
        let pathFits = requestPath == path || requestPath.hasPrefix(path.hasSuffix("/") ? path : path + "/")
        guard hostFits, pathFits, !isSecure || origin.scheme == "https" || origin.isLoopback else { return false }
        guard let initiator = request.initiator, !initiator.isSameSite(as: origin) else { return true }
        return switch sameSite {
        case .strict: false
        case .lax: request.method == "GET" || request.method == "HEAD"
        case .some(.none), nil: true
        }
    }

    private static func defaultPath(of url: URL) -> String {
        guard let slash = url.path.lastIndex(of: "/"), slash != url.path.startIndex else { return "/" }
        return String(url.path[..<slash])
    }

    private static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text)
    }
}
