/// The migrations that create the schema. New ones are added at the end; released ones are never edited.
///
/// A constraint has the same name on both engines. Keys and unique indexes are named `table.column`, as SQLite reports
/// them; checks are named `table_rule`. Instants are milliseconds since 1970 UTC, days are `YYYY-MM-DD`.
package enum Schema {
    package static let migrations = [
        Migration(1, "federation", federation),
        Migration(2, "citizens", citizens),
        Migration(3, "logins", logins),
        Migration(4, "limits", limits),
        Migration(5, "outbox and audit", delivery),
        Migration(6, "decisions", decisions),
        Migration(7, "audit append-only", sqlite: appendOnlyAuditSQLite, postgres: appendOnlyAuditPostgres),
        Migration(8, "sessions", sessions),
        Migration(9, "logouts", logouts),
        Migration(10, "consents", consents),
        Migration(11, "admission", admission),
        Migration(12, "renewals", renewals),
        Migration(13, "master key", masterKey),
        Migration(14, "outbox lanes", outboxLanes),
        Migration(15, "upkeep", upkeep),
        Migration(16, "principals", principals, postgres: principalsPostgres),
        Migration(17, "tallies", tallies, sqlite: talliesSQLite, postgres: talliesPostgres),
        Migration(18, "policies", policies),
        Migration(19, "clustered keys", sqlite: clusteredKeysSQLite),
    ]
}
