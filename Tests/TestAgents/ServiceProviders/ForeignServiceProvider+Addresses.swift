extension ForeignServiceProvider {
    /// Returns the URL that starts a login with the service's level.
    ///
    /// - Parameter wishes: Other options of the login: `level`, `force`, `binding`. mellon accepts none, because its
    ///   options are in its configuration, and starts no login for a person who is signed in.
    package func loginAddress(_ wishes: [String: String] = [:]) -> String {
        guard software != .mellon else { return url + "/login" }
        let query = ["level": level].merging(wishes) { $1 }
        return url + "/login?" + query.map { "\($0)=\(FormEncoding.encode($1))" }.sorted().joined(separator: "&")
    }

    /// The URL that shows the person who is signed in.
    package var personAddress: String { url + "/person" }

    /// The URL that signs out, at the service and at the identity provider. Not implemented with python3-saml.
    package var logoutAddress: String {
        software == .mellon
            ? url + "/mellon/logout?ReturnTo=" + FormEncoding.encode(url + "/left") : url + "/logout"
    }

    /// The path to which the browser returns after logout.
    package var pathAfterLogout: String { software == .pysaml2 ? "/slo" : "/left" }
}
