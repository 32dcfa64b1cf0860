extension Schema {
    /// The register of citizens with their credentials, and the persons with their NameIDs.
    static let citizens: [Statement] = [
        """
        CREATE TABLE citizens (
            national_identifier TEXT NOT NULL,
            given_name TEXT NOT NULL,
            first_surname TEXT NOT NULL,
            second_surname TEXT,
            date_of_birth TEXT NOT NULL,
            valid_until TEXT,
            issued_on TEXT,
            support_number TEXT,
            phone TEXT NOT NULL,
            email TEXT,
            registration_level TEXT NOT NULL,
            status TEXT NOT NULL,
            registered_at \(sql: .integer) NOT NULL,
            blocked_at \(sql: .integer),
            CONSTRAINT "citizens.national_identifier" PRIMARY KEY (national_identifier),
            CONSTRAINT citizens_national_identifier CHECK (length(national_identifier) = 9),
            CONSTRAINT citizens_names CHECK (length(given_name) > 0 AND length(first_surname) > 0),
            CONSTRAINT citizens_days CHECK (
                length(date_of_birth) = 10
                AND (valid_until IS NULL OR length(valid_until) = 10)
                AND (issued_on IS NULL OR length(issued_on) = 10)
            ),
            CONSTRAINT citizens_contrast CHECK (
                valid_until IS NOT NULL OR issued_on IS NOT NULL OR support_number IS NOT NULL
            ),
            CONSTRAINT citizens_phone CHECK (phone LIKE '+%' AND length(phone) BETWEEN 6 AND 16),
            CONSTRAINT citizens_registration_level CHECK (registration_level IN ('basic', 'advanced')),
            CONSTRAINT citizens_status CHECK (status IN ('active', 'blocked', 'withdrawn')),
            CONSTRAINT citizens_blocked_at CHECK ((status = 'blocked') = (blocked_at IS NOT NULL))
        )\(sql: .strictTable)
        """,
        // One registration for each telephone number, so that only the registered person gets the codes. A blocked
        // registration keeps its number; a withdrawn one does not.
        #"CREATE UNIQUE INDEX "citizens.phone" ON citizens (phone) WHERE status <> 'withdrawn'"#,
        """
        CREATE TABLE credentials (
            national_identifier TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            set_at \(sql: .integer) NOT NULL,
            CONSTRAINT "credentials.national_identifier" PRIMARY KEY (national_identifier),
            CONSTRAINT credentials_citizen FOREIGN KEY (national_identifier)
                REFERENCES citizens (national_identifier) ON DELETE CASCADE
        )\(sql: .strictTable)
        """,
        // A row exists from the first successful proof, whether the person is registered or not.
        """
        CREATE TABLE persons (
            id TEXT NOT NULL,
            national_identifier TEXT NOT NULL,
            first_seen_at \(sql: .integer) NOT NULL,
            CONSTRAINT "persons.id" PRIMARY KEY (id),
            CONSTRAINT "persons.national_identifier" UNIQUE (national_identifier)
        )\(sql: .strictTable)
        """,
        """
        CREATE TABLE name_ids (
            person_id TEXT NOT NULL,
            service_provider TEXT NOT NULL,
            value TEXT NOT NULL,
            created_at \(sql: .integer) NOT NULL,
            CONSTRAINT "name_ids.person_id" PRIMARY KEY (person_id, service_provider),
            CONSTRAINT "name_ids.value" UNIQUE (value),
            CONSTRAINT name_ids_value CHECK (length(value) BETWEEN 1 AND 256),
            CONSTRAINT name_ids_person FOREIGN KEY (person_id) REFERENCES persons (id)
        )\(sql: .strictTable)
        """,
    ]
}
