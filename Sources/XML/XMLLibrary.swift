import CXMLSec

/// The C libraries, initialised once for the whole process.
package enum XMLLibrary {
    /// Whether libxml2, xmlsec1 and OpenSSL were initialised. Signatures and keys need it; parsing does not.
    package static let isReady = aldaba_initialize() == 0
}
