extension ForeignServiceProvider {
    /// Where a browser begins a login at the level that the service asks for.
    ///
    /// - Parameter wishes: what the login differs in: `level`, `force`, `binding`. mellon takes none, since it has what it
    ///   asks for in its configuration, and begins no login for whom it knows already.
    package func loginAddress(_ wishes: [String: String] = [:]) -> String {
        guard software != .mellon else { return url + "/login" }
        let query = ["level": level].merging(wishes) { $1 }
        return url + "/login?" + query.map { "\($0)=\(FormEncoding.encode($1))" }.sorted().joined(separator: "&")
    }

    /// Where it says whom it takes the browser for.
    package var personAddress: String { url + "/person" }

    /// Where a browser signs out, of the service and of the identity provider. python3-saml does not offer it here.
    package var logoutAddress: String {
        software == .mellon
            ? url + "/mellon/logout?ReturnTo=" + FormEncoding.encode(url + "/left") : url + "/logout"
    }

    /// The path to which the browser comes back when it has signed out.
    package var pathAfterLogout: String { software == .pysaml2 ? "/slo" : "/left" }
}
