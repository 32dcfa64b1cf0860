extension Schema {
    /// Rows of the audit trail are neither changed nor deleted. A REPLACE deletes without firing DELETE's trigger, so
    /// it is refused where it begins.
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

    /// The same; a check's code and name, so that both engines report one fault.
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
