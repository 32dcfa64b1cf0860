/// How a transaction went: what it was for, how long it took with its waiting and its repetitions, and why the database
/// failed it; nil when it did not.
///
/// A transaction that its own closure gave up has not been failed by the database.
package struct TransactionEvent: Sendable {
    package let access: Access
    package let duration: Duration
    package let fault: StorageFault?
}

/// Told of each transaction once it has ended.
package typealias TransactionObserver = @Sendable (TransactionEvent) -> Void
