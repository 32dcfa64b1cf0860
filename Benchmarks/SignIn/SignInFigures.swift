/// What rounds of sign-ins came to.
struct SignInFigures: Sendable {
    /// One sign-in, everything together.
    let whole: Measurement
    /// Of one sign-in, what the browser's thread took, in seconds.
    let browser: Double
    /// The same number of requests to a page that is refused at once, browser and server, in seconds.
    let exchanges: Double
    /// Of one sign-in, rounded.
    let storage: StorageMeter.Reading
    /// Of one sign-in.
    let counts: StorageCounts
}
