#include <sqlite3.h>

// Swift imports neither variable arguments nor a macro that casts.

/// Refuses a text in double quotes: a column whose name is misspelt would become one.
static inline int aldaba_sqlite_refuse_double_quoted_text(sqlite3 *database) {
    int code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, (void *)0);
    if (code != SQLITE_OK) return code;
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, (void *)0);
}

/// SQLITE_TRANSIENT: SQLite copies a value before the call returns.
static inline sqlite3_destructor_type aldaba_sqlite_copied(void) { return SQLITE_TRANSIENT; }
