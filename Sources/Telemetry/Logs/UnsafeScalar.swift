/// The characters that are always escaped: a terminal or a line parser could interpret them.
enum UnsafeScalar {
    /// Returns whether a log line must escape the character: control characters (C0 and C1), format characters
    /// (bidirectional controls and zero-width ones among them), line and paragraph separators, and code points without
    /// a meaning that all programs share.
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        // Most log text is ASCII, and looking up a property is slow.
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
