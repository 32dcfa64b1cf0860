import CSodium

/// Secret bytes. They are overwritten when the last reference is released.
///
/// A key of the program is in guarded memory: libsodium keeps it between inaccessible pages, out of core dumps and, where
/// the system permits it, out of swap. Copies are not protected, in particular a String: copy as little as possible.
final class SecretBytes: Sendable {
    // Only init writes the memory, before another thread can see the object, and then makes it read-only
    // (`sodium_mprotect_readonly`). Reading constant memory from many threads needs no lock.
    nonisolated(unsafe) private let memory: UnsafeMutableRawPointer
    let count: Int
    private let isGuarded: Bool

    /// Copies the bytes of a key that one operation derives and uses. Its memory is not guarded, because that would take
    /// seven system calls for a key that lives for microseconds.
    init(derived bytes: [UInt8]) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        copy.initialize(from: bytes, count: bytes.count)
        memory = UnsafeMutableRawPointer(copy)
        count = bytes.count
        isGuarded = false
    }

    /// Allocates `count` guarded bytes and lets `fill` write them. Ends the process when there is no memory, as Swift does.
    init(count: Int, filling fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        Sodium.ready
        guard let memory = sodium_malloc(count) else { preconditionFailure("out of memory for a key") }
        fill(memory.bindMemory(to: UInt8.self, capacity: count))
        sodium_mprotect_readonly(memory)
        self.memory = memory
        self.count = count
        isGuarded = true
    }

    deinit {
        guard !isGuarded else { return sodium_free(memory) }
        sodium_memzero(memory, count)
        memory.deallocate()
    }

    func withBytes<Value>(_ body: (UnsafePointer<UInt8>) -> Value) -> Value {
        body(UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)))
    }
}
