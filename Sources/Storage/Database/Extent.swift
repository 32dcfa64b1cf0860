/// How much a transaction does: decides where it runs, and how long it may take.
package enum Extent: Sendable {
    /// A few statements by key, in the time that a request has. A read may run on the calling thread.
    case brief
    /// Many rows: never on the calling thread, which may be one of the few of the cooperative pool.
    case long
    /// A change of the schema: never on the calling thread, one program at a time, without the time limits of requests.
    case migration
}
