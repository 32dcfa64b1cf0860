extension String {
    /// Returns the text, or its first `maximumScalars` Unicode scalars and `…` when it is longer.
    ///
    /// For received values that go to a log or a page: a value can be as long as the message. The limit counts scalars
    /// because one visible character can have any number of them.
    package func cut(maximumScalars: Int) -> String {
        let start = unicodeScalars.prefix(maximumScalars)
        return start.endIndex == endIndex ? self : String(start) + "…"
    }
}
