#ifndef BARE_SQLITE_H
#define BARE_SQLITE_H

#include "Bare.h"

#include <sqlite3.h>

/* One value of a row, kept in memory from before the clock starts. */
typedef struct {
    int type;
    int length;
    union {
        int64_t integer;
        double real;
        void *bytes;
    };
} value;

/* The rows of one table that belong to the recorded entries, in their order. */
typedef struct {
    char *insert;
    sqlite3_stmt *statement;
    int columns;
    int64_t count;
    int64_t next;
    int64_t *sequences;
    value *values;
} table;

typedef struct {
    sqlite3 *recorded;
    sqlite3 *target;
    table tables[16];
    int count;
    int64_t after;
    char *failure;
} session;

int bare_failed(session *s, sqlite3 *database, const char *what);
sqlite3_stmt *bare_prepare(session *s, sqlite3 *database, const char *text);
int bare_execute(session *s, sqlite3 *database, const char *text);
sqlite3 *bare_opened(session *s, const char *path);
bare_run bare_concluded(session *s, bare_run run);

#endif
