/// The end of a transaction: its purpose, its duration with waits and retries, and the database's fault; nil when there
/// was none.
///
/// An error that the closure itself throws is not a fault of the database.
package struct TransactionEvent: Sendable {
    package let access: Access
    package let duration: Duration
    package let fault: StorageFault?
}

/// A function that is called after each transaction.
package typealias TransactionObserver = @Sendable (TransactionEvent) -> Void
