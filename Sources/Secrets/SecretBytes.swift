import CSodium

/// Bytes that live in guarded memory and are overwritten when their last owner goes.
///
/// libsodium keeps them between inaccessible pages, out of core dumps and, where the system lets it, out of swap.
/// What is copied out, a String above all, has none of this: copy little.
final class SecretBytes: Sendable {
    // The memory is written in init alone, before anybody else can see the object, and then made read-only
    // (`sodium_mprotect_readonly`); reading constant memory from many threads needs no lock.
    nonisolated(unsafe) private let memory: UnsafeMutableRawPointer
    let count: Int

    /// Fills `count` bytes in place. Running out of memory ends the process, as everywhere in Swift.
    init(count: Int, filling fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        Sodium.ready
        guard let memory = sodium_malloc(count) else { preconditionFailure("out of memory for a key") }
        fill(memory.bindMemory(to: UInt8.self, capacity: count))
        sodium_mprotect_readonly(memory)
        self.memory = memory
        self.count = count
    }

    deinit { sodium_free(memory) }

    func withBytes<Value>(_ body: (UnsafePointer<UInt8>) -> Value) -> Value {
        body(UnsafePointer(memory.assumingMemoryBound(to: UInt8.self)))
    }
}
