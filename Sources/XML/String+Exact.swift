extension String {
    /// Whether both are the same sequence of octets.
    ///
    /// `==` compares what Unicode holds equivalent: the Kelvin sign equals K, and a name spelt with it would pass for the
    /// name it imitates. XML compares code points.
    public func isExactly(_ other: String) -> Bool {
        // Two ASCII strings, and two strings that share their storage, are compared at once by ==; the count excludes
        // that an ASCII string equals another.
        utf8.count == other.utf8.count && self == other && (utf8.elementsEqual(other.utf8))
    }
}
