import Citizens

/// The register's rule, as the broker passes it to the judge: the text is valid and already in its normal form.
@Sendable func isNationalIdentifier(_ text: String) -> Bool {
    (try? NationalIdentifier(text))?.text == text
}
