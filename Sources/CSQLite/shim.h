// The part of SQLite that `Journal` uses; the two destructors are macros that Swift cannot see.
#include <sqlite3.h>

static inline int csqlite_bind_text(sqlite3_stmt *statement, int at, const char *text, int count) {
  return sqlite3_bind_text(statement, at, text, count, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int at, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, at, bytes, count, SQLITE_TRANSIENT);
}
