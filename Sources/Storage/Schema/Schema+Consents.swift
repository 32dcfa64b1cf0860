extension Schema {
    /// The permanent consents of citizens: the broker releases this content to the service provider without asking
    /// again.
    static let consents: [Statement] = [
        """
        CREATE TABLE consents (
            person_id TEXT NOT NULL,
            service_provider TEXT NOT NULL,
            content \(sql: .bytes) NOT NULL,
            given_at \(sql: .integer) NOT NULL,
            CONSTRAINT "consents.person_id" PRIMARY KEY (person_id, service_provider),
            CONSTRAINT consents_content CHECK (length(content) = 32),
            CONSTRAINT consents_person FOREIGN KEY (person_id) REFERENCES persons (id)
        )\(sql: .strictTable)
        """
    ]
}
