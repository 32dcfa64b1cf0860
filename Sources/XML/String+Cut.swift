extension String {
    /// The text, or its beginning and `…` when it has more Unicode scalars than that.
    ///
    /// For values that came from outside and go to a log or a page: a message's value can have as many octets as the
    /// message. One character, as people read it, can have any number of scalars.
    package func cut(maximumScalars: Int) -> String {
        let start = unicodeScalars.prefix(maximumScalars)
        return start.endIndex == endIndex ? self : String(start) + "…"
    }
}
