import CXMLSec

/// The C libraries, prepared once for the whole process.
package enum XMLLibrary {
    /// Whether libxml2, xmlsec1 and OpenSSL started. Parsing works in any case; signatures and keys need it.
    package static let isReady = aldaba_initialize() == 0
}
