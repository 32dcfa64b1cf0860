/// The results of several rounds of sign-ins, for one sign-in.
struct SignInFigures: Sendable {
    /// The total time.
    let whole: Measurement
    /// The time of the browser's thread, in seconds.
    let browser: Double
    /// The time of the same number of requests to an unknown address, browser and server, in seconds.
    let exchanges: Double
    /// The database operations, rounded.
    let storage: StorageMeter.Reading
    /// The database accesses.
    let counts: StorageCounts
}
