extension Schema {
    /// What citizens have agreed to for good: that a service is told certain things of them without being asked again.
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
