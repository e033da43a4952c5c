// The part of SQLite that `Journal` uses.
#include <sqlite3.h>

// The destructor is a macro that Swift cannot see.

static inline int csqlite_bind_text(sqlite3_stmt *statement, int at, const char *text, int count) {
  return sqlite3_bind_text(statement, at, text, count, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int at, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, at, bytes, count, SQLITE_TRANSIENT);
}

// Variadic, so that Swift cannot see it. The file may be foreign: nothing in its schema is to run.
static inline int csqlite_harden(sqlite3 *database) {
  int defended = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  int distrusted = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  return defended != SQLITE_OK ? defended : distrusted;
}
