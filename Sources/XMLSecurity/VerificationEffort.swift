/// Counts the expensive steps of one signature verification.
struct VerificationEffort: Hashable {
    /// The number of keys with which the SignatureValue was checked.
    var keysTried = 0
    /// The number of times that the signed element was canonicalised and digested.
    var digests = 0
}
