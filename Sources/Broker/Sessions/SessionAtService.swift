import Storage

/// A session of a browser that has shown the session's cookie, with the other data that an answer to one service
/// depends on. One statement reads all of it.
package struct SessionAtService: Sendable {
    package let session: OpenSession
    /// The person, with their name and consent at the service.
    let person: PersonRow
    /// The person's registration when the session was read.
    let standing: Standing
    /// The login that the request began before; nil for a request that was not used.
    let earlierLogin: String?
}
