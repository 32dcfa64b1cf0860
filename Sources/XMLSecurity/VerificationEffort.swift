/// What verifying one signature took, counted.
struct VerificationEffort: Hashable {
    /// How many keys the SignatureValue was checked with.
    var keysTried = 0
    /// How many times the signed element was canonicalised and digested.
    var digests = 0
}
