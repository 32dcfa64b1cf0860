extension Schema {
    /// The check value of the master key to which the database belongs. At most one row.
    static let masterKey: [Statement] = [
        """
        CREATE TABLE master_key (
            id \(sql: .integer) NOT NULL,
            check_value \(sql: .bytes) NOT NULL,
            adopted_at \(sql: .integer) NOT NULL,
            CONSTRAINT "master_key.id" PRIMARY KEY (id),
            CONSTRAINT master_key_id CHECK (id = 1),
            CONSTRAINT master_key_check_value CHECK (length(check_value) = 32)
        )\(sql: .strictTable)
        """
    ]
}
