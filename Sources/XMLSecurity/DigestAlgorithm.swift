import CXMLSec
import XML

/// The digest methods that Aldaba accepts and uses.
public enum DigestAlgorithm: String, CaseIterable, Sendable {
    /// SHA-256.
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    /// SHA-384.
    case sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
    /// SHA-512.
    case sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"

    /// The digest's length in octets. The C functions identify a digest by it.
    var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// Returns the digest of `octets`.
    ///
    /// - Throws: `KeyError.libraryUnavailable`.
    package func digest(of octets: some Collection<UInt8>) throws(KeyError) -> [UInt8] {
        guard XMLLibrary.isReady else { throw .libraryUnavailable }
        var output = [UInt8](repeating: 0, count: byteCount)
        let length = Int32(byteCount)
        let outcome =
            octets.withContiguousStorageIfAvailable { aldaba_digest(length, $0.baseAddress, $0.count, &output) }
            ?? aldaba_digest(length, Array(octets), octets.count, &output)
        guard outcome == 0 else { throw .libraryUnavailable }
        return output
    }
}
