extension Schema {
    /// A person can have another identifier than a national one, and the beginning of a login has its own column.
    ///
    /// A release that uses the old column names cannot run with a newer schema.
    static let principals: [Statement] = [
        "ALTER TABLE persons RENAME COLUMN national_identifier TO principal",
        "ALTER TABLE logins ADD COLUMN beginning \(sql: .bytes)",
    ]

    static let principalsPostgres: [Statement] = [
        #"ALTER TABLE persons RENAME CONSTRAINT "persons.national_identifier" TO "persons.principal""#
    ]
}
