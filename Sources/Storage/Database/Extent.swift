/// The size of a transaction. It determines where the transaction runs, and how long it may take.
package enum Extent: Sendable {
    /// A few statements by key, within the time limit of a request. A read may run on the calling thread.
    case brief
    /// Many rows. Never runs on the calling thread, which may belong to the cooperative pool.
    case long
    /// A change of the schema. Never runs on the calling thread; one program at a time, without the time limits of
    /// requests.
    case migration
}
