import Secrets

/// The typed data, or the code that a browser brought back, in one step that proves something.
///
/// It is never stored. A key is derived from it, so that the same form sent twice gets the same outcome, and a copy of
/// the cookie alone gets nothing.
package struct TypedProof: Sendable, Unprintable {
    /// The step. It separates the fields of one form from the fields of another.
    package enum Step: String, Sendable {
        case pin, password, code, certificate
    }

    let parts: [UInt8]

    /// - Parameter fields: The fields as sent, in the order of the form.
    package init(_ step: Step, _ fields: String...) {
        parts = ([step.rawValue] + fields).flatMap { field in
            withUnsafeBytes(of: UInt64(field.utf8.count).bigEndian, Array.init) + Array(field.utf8)
        }
    }
}
