extension Schema {
    /// The renewal of a login's cookie when something is proved, and which login brought a session to a service.
    static let renewals: [Statement] = [
        // The hash of the cookie before, and, sealed, the cookie that replaced it: for the same form sent twice.
        "ALTER TABLE logins ADD COLUMN renewed_from \(sql: .bytes)",
        "ALTER TABLE logins ADD COLUMN renewal \(sql: .bytes)",
        "ALTER TABLE logins ADD COLUMN renewal_until \(sql: .integer)",
        """
        ALTER TABLE logins ADD COLUMN renewal_tries \(sql: .integer)
            CONSTRAINT logins_renewal_tries CHECK (renewal_tries >= 0)
        """,
        // What is kept of that login's answer ends with the session.
        "ALTER TABLE session_services ADD COLUMN login_id TEXT",
    ]
}
