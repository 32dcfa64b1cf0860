extension Schema {
    /// The replacement of a login's cookie after a proof, and the login of each assertion in a session.
    static let renewals: [Statement] = [
        // The hash of the replaced cookie, and the new cookie, sealed, for a browser that sends the same form twice.
        "ALTER TABLE logins ADD COLUMN renewed_from \(sql: .bytes)",
        "ALTER TABLE logins ADD COLUMN renewal \(sql: .bytes)",
        "ALTER TABLE logins ADD COLUMN renewal_until \(sql: .integer)",
        """
        ALTER TABLE logins ADD COLUMN renewal_tries \(sql: .integer)
            CONSTRAINT logins_renewal_tries CHECK (renewal_tries >= 0)
        """,
        // The stored answer of that login is deleted when the session ends.
        "ALTER TABLE session_services ADD COLUMN login_id TEXT",
    ]
}
