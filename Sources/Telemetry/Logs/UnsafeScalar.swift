/// The characters that are never written as they are: a terminal or a reader of lines could interpret them.
enum UnsafeScalar {
    /// Whether a log line must escape the character: control characters (C0 and C1), format characters (bidirectional
    /// controls and zero-width ones among them), separators of lines and paragraphs, and code points without a meaning
    /// that all programs share.
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        // Most of what is logged is ASCII, and a table of properties is slow to consult.
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
