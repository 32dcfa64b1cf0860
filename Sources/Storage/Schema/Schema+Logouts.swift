extension Schema {
    /// The logouts in progress, and the times when service providers reported the end of their sessions.
    static let logouts: [Statement] = [
        """
        CREATE TABLE logouts (
            id TEXT NOT NULL,
            cookie_hash \(sql: .bytes) NOT NULL,
            version \(sql: .integer) NOT NULL,
            payload \(sql: .bytes) NOT NULL,
            expires_at \(sql: .integer) NOT NULL,
            CONSTRAINT "logouts.id" PRIMARY KEY (id),
            CONSTRAINT logouts_version CHECK (version >= 1)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX logouts_expires_at ON logouts (expires_at)",
        // The broker's LogoutRequests. A LogoutResponse identifies its logout only by the ID of the request.
        """
        CREATE TABLE logout_requests (
            request_id TEXT NOT NULL,
            logout_id TEXT NOT NULL,
            CONSTRAINT "logout_requests.request_id" PRIMARY KEY (request_id),
            CONSTRAINT logout_requests_logout FOREIGN KEY (logout_id) REFERENCES logouts (id) ON DELETE CASCADE
        )\(sql: .strictTable)
        """,
        "CREATE INDEX logout_requests_logout_id ON logout_requests (logout_id)",
        "ALTER TABLE session_services ADD COLUMN ended_at \(sql: .integer)",
    ]
}
