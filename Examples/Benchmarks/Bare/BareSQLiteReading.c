#include "BareSQLite.h"

#include <stdlib.h>

/* Reads all of a statement's rows and every column of them. */
static int64_t drained(sqlite3_stmt *statement) {
    int64_t rows = 0;
    volatile int64_t sum = 0;
    int columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int column = 0; column < columns; column++) {
            switch (sqlite3_column_type(statement, column)) {
            case SQLITE_INTEGER: sum += sqlite3_column_int64(statement, column); break;
            case SQLITE_NULL: break;
            default: {
                const unsigned char *bytes = sqlite3_column_blob(statement, column);
                int length = sqlite3_column_bytes(statement, column);
                if (length > 0) sum += bytes[length - 1];
            }
            }
        }
        rows++;
    }
    sqlite3_reset(statement);
    return rows;
}

/* A customer's snapshot, and what follows it. */
static const char *load_texts[] = {
    "SELECT revision, content FROM snapshots WHERE customer = ?1",
    "SELECT * FROM entries WHERE customer = ?1 AND revision > "
    " coalesce((SELECT revision FROM snapshots WHERE customer = ?1), 0) ORDER BY revision",
    "SELECT * FROM transactions WHERE customer = ?1 AND id >= (SELECT min(id) FROM entries"
    " WHERE customer = ?1 AND revision = 1 +"
    " coalesce((SELECT revision FROM snapshots WHERE customer = ?1), 0)) ORDER BY id",
};

bare_run bare_sqlite_load(const char *path, const char *customer, int64_t times) {
    bare_run run = {0};
    session s = {0};
    s.target = bare_opened(&s, path);
    sqlite3_stmt *statements[3] = {0};
    for (int i = 0; s.target && i < 3; i++) {
        statements[i] = bare_prepare(&s, s.target, load_texts[i]);
        if (statements[i]) sqlite3_bind_text(statements[i], 1, customer, -1, SQLITE_STATIC);
    }
    int64_t *each = malloc((size_t)times * sizeof *each);
    int64_t start = bare_now();
    for (; !s.failure && run.commits < times; run.commits++) {
        int64_t began = bare_now();
        bare_execute(&s, s.target, "BEGIN");
        for (int i = 0; i < 3; i++) run.rows += drained(statements[i]);
        bare_execute(&s, s.target, "COMMIT");
        each[run.commits] = bare_now() - began;
    }
    bare_conclude(&run, start, each, run.commits);
    free(each);
    for (int i = 0; i < 3; i++) sqlite3_finalize(statements[i]);
    return bare_concluded(&s, run);
}

bare_run bare_sqlite_open(const char *path, const char *customer, int64_t times) {
    bare_run run = {0};
    session s = {0};
    int64_t *each = malloc((size_t)times * sizeof *each);
    int64_t start = bare_now();
    for (; !s.failure && run.commits < times; run.commits++) {
        int64_t began = bare_now();
        s.target = bare_opened(&s, path);
        if (s.target) bare_execute(&s, s.target, "PRAGMA user_version; SELECT * FROM store");
        for (int i = 0; s.target && i < 2; i++) {
            sqlite3_stmt *statement = bare_prepare(&s, s.target, load_texts[i]);
            if (!statement) break;
            sqlite3_bind_text(statement, 1, customer, -1, SQLITE_STATIC);
            run.rows += drained(statement);
            sqlite3_finalize(statement);
        }
        each[run.commits] = bare_now() - began;
        sqlite3_close(s.target);
        s.target = NULL;
    }
    bare_conclude(&run, start, each, run.commits);
    free(each);
    return bare_concluded(&s, run);
}

bare_run bare_sqlite_scan(const char *path) {
    bare_run run = {0};
    session s = {0};
    s.target = bare_opened(&s, path);
    const char *texts[] = {"SELECT * FROM entries ORDER BY customer, revision",
        "SELECT * FROM transactions ORDER BY customer, id, revision, position"};
    int64_t start = bare_now();
    for (int i = 0; s.target && i < 2; i++) {
        sqlite3_stmt *statement = bare_prepare(&s, s.target, texts[i]);
        if (!statement) break;
        int64_t rows = drained(statement);
        run.rows += rows;
        if (i == 1) run.commits = rows;
        sqlite3_finalize(statement);
    }
    bare_conclude(&run, start, NULL, 0);
    return bare_concluded(&s, run);
}
