import Glibc
@_exported public import Synchronization

/// A lock that ThreadSanitizer recognizes. It replaces the lock of the standard library.
///
/// On Linux the kernel hands a contended `Synchronization.Mutex` over through a futex. ThreadSanitizer does not see
/// that, and reports each access under the lock as a race. It supports `pthread_mutex_t`. Package.swift uses this
/// module under the name of `Synchronization` when `ALDABA_SANITIZER` is `thread`, so no source differs between the
/// builds.
public struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    /// Creates a lock around a value.
    public init(_ initialValue: consuming sending Value) {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        precondition(pthread_mutex_init(lock, nil) == 0, "a mutex can be made")
        value = .allocate(capacity: 1)
        value.initialize(to: initialValue)
    }

    /// Gives one caller at a time access to the value.
    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value.pointee)
    }

    deinit {
        value.deinitialize(count: 1)
        value.deallocate()
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }
}
