extension Schema {
    /// A person may have another identifier than a national one, and a login's beginning is written once.
    ///
    /// No release that can run beside a newer schema has these columns by their old names.
    static let principals: [Statement] = [
        "ALTER TABLE persons RENAME COLUMN national_identifier TO principal",
        "ALTER TABLE logins ADD COLUMN beginning \(sql: .bytes)",
    ]

    static let principalsPostgres: [Statement] = [
        #"ALTER TABLE persons RENAME CONSTRAINT "persons.national_identifier" TO "persons.principal""#
    ]
}
