import Citizens

/// The register's own rule, as the broker hands it to the judge: what it reads, and reads unchanged.
@Sendable func isNationalIdentifier(_ text: String) -> Bool {
    (try? NationalIdentifier(text))?.text == text
}
