import CSodium

/// The one place that starts libsodium.
///
/// `sodium_init` chooses the implementations for this processor and opens the system's random source; every other file
/// of this target touches `Sodium.ready` before its first call.
enum Sodium {
    /// Evaluated once in the life of the process. A machine without a random source cannot run a broker at all, so
    /// failing here ends the process.
    static let ready: Void = precondition(sodium_init() >= 0, "libsodium found no source of random bytes")
}
