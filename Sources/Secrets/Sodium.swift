import CSodium

/// The initialisation of libsodium.
///
/// `sodium_init` selects the implementations for this processor and opens the system's random source. Every other file
/// of this target reads `Sodium.ready` before its first call of libsodium.
enum Sodium {
    /// Evaluated once in a process. Ends the process when it fails: a broker cannot run without a random source.
    static let ready: Void = precondition(sodium_init() >= 0, "libsodium found no source of random bytes")
}
