extension Schema {
    /// Triggers that reject every change and deletion in the audit trail. A REPLACE deletes a row without firing the
    /// trigger for DELETE, so the trigger for INSERT rejects it.
    static let appendOnlyAuditSQLite: [Statement] = [
        """
        CREATE TRIGGER audit_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
        """,
        """
        CREATE TRIGGER audit_delete BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
        """,
        """
        CREATE TRIGGER audit_replace BEFORE INSERT ON audit
        WHEN NEW.id > 0 AND EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
        """,
    ]

    /// The same for PostgreSQL. The error has the code and the name of a check, so that both engines report the same
    /// fault.
    static let appendOnlyAuditPostgres: [Statement] = [
        """
        CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'rows of the audit trail are neither changed nor deleted'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_append_only';
        END
        $$
        """,
        """
        CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
        """,
    ]
}
