package import Federation

/// A logout of a browser that has shown the cookie of the logout, or the cookie of one of its sessions.
package struct OpenLogout: Sendable {
    package let id: LogoutID
    package let logout: Logout
    /// The ID of this browser's session, present or ended. The browser may see and visit the services of this session.
    /// Nil when it shows no session.
    package let session: String?
    /// The version of the logout. A step is taken only from the version that the page showed.
    package let version: Int64
}
