import TestFederation

/// The cryptography of a single sign-on alone: one verification of a request's signature and one signature.
enum SignatureLimit {
    /// Returns the processor time in seconds.
    static func seconds(of key: TestKey) throws -> Double {
        let raw = try RawKey(key)
        return try Measurement.of {
            try raw.verify()
            try raw.sign()
        }.median
    }
}
