extension Schema {
    /// The sessions of persons in browsers, and the assertions to service providers in each session.
    static let sessions: [Statement] = [
        """
        CREATE TABLE sessions (
            id TEXT NOT NULL,
            handle_hash \(sql: .bytes) NOT NULL,
            person_id TEXT NOT NULL,
            payload \(sql: .bytes) NOT NULL,
            started_at \(sql: .integer) NOT NULL,
            used_at \(sql: .integer) NOT NULL,
            expires_at \(sql: .integer) NOT NULL,
            CONSTRAINT "sessions.id" PRIMARY KEY (id),
            CONSTRAINT "sessions.handle_hash" UNIQUE (handle_hash),
            CONSTRAINT sessions_handle_hash CHECK (length(handle_hash) = 32),
            CONSTRAINT sessions_person FOREIGN KEY (person_id) REFERENCES persons (id)
        )\(sql: .strictTable)
        """,
        "CREATE INDEX sessions_expires_at ON sessions (expires_at)",
        "CREATE INDEX sessions_person_id ON sessions (person_id)",
        // One row for each assertion in a session. A LogoutRequest of the service provider refers to it.
        """
        CREATE TABLE session_services (
            session_id TEXT NOT NULL,
            service_provider TEXT NOT NULL,
            session_index TEXT NOT NULL,
            name_id TEXT NOT NULL,
            name_id_format TEXT NOT NULL,
            told_at \(sql: .integer) NOT NULL,
            CONSTRAINT "session_services.session_id" PRIMARY KEY (session_id, service_provider, session_index),
            CONSTRAINT session_services_session FOREIGN KEY (session_id)
                REFERENCES sessions (id) ON DELETE CASCADE
        )\(sql: .strictTable)
        """,
        "CREATE INDEX session_services_name_id ON session_services (service_provider, name_id)",
        "ALTER TABLE persons ADD COLUMN last_access_at \(sql: .integer)",
    ]
}
