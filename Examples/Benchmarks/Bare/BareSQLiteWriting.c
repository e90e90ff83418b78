#include "BareSQLite.h"

#include <stdlib.h>
#include <string.h>

int bare_failed(session *s, sqlite3 *database, const char *what) {
    if (!s->failure) s->failure = bare_text("%s: %s", what, sqlite3_errmsg(database));
    return 0;
}

sqlite3_stmt *bare_prepare(session *s, sqlite3 *database, const char *text) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
        != SQLITE_OK) bare_failed(s, database, text);
    return statement;
}

int bare_execute(session *s, sqlite3 *database, const char *text) {
    return sqlite3_exec(database, text, NULL, NULL, NULL) == SQLITE_OK
        || bare_failed(s, database, text);
}

sqlite3 *bare_opened(session *s, const char *path) {
    sqlite3 *database = NULL;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        bare_failed(s, database, path);
        sqlite3_close(database);
        return NULL;
    }
    sqlite3_busy_timeout(database, 5000);
    bare_execute(s, database,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000;");
    return database;
}

/* A copy of a column's value. */
static value kept(sqlite3_stmt *statement, int column) {
    value v = {.type = sqlite3_column_type(statement, column), .length = 0, .integer = 0};
    const void *bytes = NULL;
    switch (v.type) {
    case SQLITE_INTEGER: v.integer = sqlite3_column_int64(statement, column); break;
    case SQLITE_FLOAT: v.real = sqlite3_column_double(statement, column); break;
    case SQLITE_TEXT: bytes = sqlite3_column_text(statement, column); break;
    case SQLITE_BLOB: bytes = sqlite3_column_blob(statement, column); break;
    }
    if (v.type == SQLITE_TEXT || v.type == SQLITE_BLOB) {
        v.length = sqlite3_column_bytes(statement, column);
        v.bytes = malloc((size_t)v.length + 1);
        if (bytes) memcpy(v.bytes, bytes, (size_t)v.length);
    }
    return v;
}

static void bind(sqlite3_stmt *statement, int place, const value *v) {
    switch (v->type) {
    case SQLITE_INTEGER: sqlite3_bind_int64(statement, place, v->integer); break;
    case SQLITE_FLOAT: sqlite3_bind_double(statement, place, v->real); break;
    case SQLITE_TEXT:
        sqlite3_bind_text(statement, place, v->bytes, v->length, SQLITE_STATIC);
        break;
    case SQLITE_BLOB:
        sqlite3_bind_blob(statement, place, v->bytes, v->length, SQLITE_STATIC);
        break;
    default: sqlite3_bind_null(statement, place); break;
    }
}

/* Reads the rows of one statement: first the sequence, then the columns that are written. */
static int record(session *s, const char *insert, const char *select) {
    if (s->count == 16) return bare_failed(s, s->recorded, "too many tables");
    sqlite3_stmt *statement = bare_prepare(s, s->recorded, select);
    if (!statement) return 0;
    sqlite3_bind_int64(statement, 1, s->after);
    table *t = &s->tables[s->count++];
    *t = (table){.insert = bare_text("%s", insert), .columns = sqlite3_column_count(statement) - 1};
    int64_t room = 0;
    int status;
    while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
        if (t->count == room) {
            room = room ? room * 2 : 1024;
            t->sequences = realloc(t->sequences, (size_t)room * sizeof *t->sequences);
            t->values = realloc(t->values, (size_t)(room * t->columns) * sizeof *t->values);
        }
        t->sequences[t->count] = sqlite3_column_int64(statement, 0);
        for (int column = 0; column < t->columns; column++)
            t->values[t->count * t->columns + column] = kept(statement, column + 1);
        t->count++;
    }
    sqlite3_finalize(statement);
    return status == SQLITE_DONE || bare_failed(s, s->recorded, select);
}

/* Records a table that has the rows of entries; others are left alone. */
static int record_table(session *s, const char *name) {
    char *names = NULL, *marks = NULL, *text = bare_text("PRAGMA table_xinfo(%s)", name);
    sqlite3_stmt *info = bare_prepare(s, s->recorded, text);
    free(text);
    int has_customer = 0, has_revision = 0;
    while (info && sqlite3_step(info) == SQLITE_ROW) {
        const char *column = (const char *)sqlite3_column_text(info, 1);
        has_customer |= strcmp(column, "customer") == 0;
        has_revision |= strcmp(column, "revision") == 0;
        if (sqlite3_column_int(info, 6) != 0) continue;
        char *more = names ? bare_text("%s, t.%s", names, column) : bare_text("t.%s", column);
        char *mark = marks ? bare_text("%s, ?", marks) : bare_text("?");
        free(names), free(marks);
        names = more, marks = mark;
    }
    sqlite3_finalize(info);
    int done = 1;
    if (has_customer && has_revision && strcmp(name, "snapshots") != 0) {
        char *select = bare_text(
            "SELECT e.sequence, %s FROM %s t JOIN entries e USING (customer, revision)"
            " WHERE e.sequence > ?1 ORDER BY e.sequence", names, name);
        char *insert = bare_text("INSERT INTO %s VALUES (%s)", name, marks);
        done = record(s, insert, select);
        free(select), free(insert);
    }
    free(names), free(marks);
    return done;
}

static int record_all(session *s) {
    sqlite3_stmt *last = bare_prepare(s, s->target, "SELECT max(sequence) FROM entries");
    if (!last || sqlite3_step(last) != SQLITE_ROW) return bare_failed(s, s->target, "entries");
    s->after = sqlite3_column_int64(last, 0);
    sqlite3_finalize(last);
    sqlite3_stmt *names = bare_prepare(s, s->recorded,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name <> 'entries', name");
    while (names && sqlite3_step(names) == SQLITE_ROW)
        if (!record_table(s, (const char *)sqlite3_column_text(names, 0))) break;
    sqlite3_finalize(names);
    /* Only a book's last snapshot is left, so it stands for the earlier ones of its size. */
    return !s->failure && record(s,
        "INSERT INTO snapshots (customer, revision, content) VALUES (?, ?, ?)"
        " ON CONFLICT (customer) DO UPDATE"
        " SET revision = excluded.revision, content = excluded.content",
        "SELECT e.sequence, e.customer, e.revision, n.content FROM entries e"
        " JOIN snapshots n ON n.customer = e.customer"
        " WHERE e.sequence > ?1 AND e.revision % 64 = 0 ORDER BY e.sequence");
}

/* Reads every row once, so that both sides find their pages in memory. */
static void warm(session *s) {
    const char *texts[] = {"SELECT sum(length(content)) FROM entries",
        "SELECT count(DISTINCT grant_id) FROM transactions"};
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *statement = bare_prepare(s, s->target, texts[i]);
        while (statement && sqlite3_step(statement) == SQLITE_ROW) {}
        sqlite3_finalize(statement);
    }
}

/* Writes one entry's rows; answers how many, or -1. */
static int64_t write_entry(session *s, int64_t sequence) {
    int64_t rows = 0;
    for (int i = 0; i < s->count; i++) {
        table *t = &s->tables[i];
        while (t->next < t->count && t->sequences[t->next] == sequence) {
            value *row = t->values + t->next * t->columns;
            for (int column = 0; column < t->columns; column++)
                bind(t->statement, column + 1, row + column);
            if (sqlite3_step(t->statement) != SQLITE_DONE) {
                bare_failed(s, s->target, t->insert);
                return -1;
            }
            sqlite3_reset(t->statement);
            t->next++;
            rows++;
        }
    }
    return rows;
}

static void write_all(session *s, bare_run *run, int64_t group) {
    for (int i = 0; i < s->count; i++)
        s->tables[i].statement = bare_prepare(s, s->target, s->tables[i].insert);
    sqlite3_stmt *begin = bare_prepare(s, s->target, "BEGIN IMMEDIATE");
    sqlite3_stmt *commit = bare_prepare(s, s->target, "COMMIT");
    table *entries = &s->tables[0];
    int64_t *times = malloc((size_t)(entries->count + 1) * sizeof *times);
    int64_t start = bare_now();
    while (!s->failure && entries->next < entries->count) {
        int64_t began = bare_now(), first = run->commits;
        if (sqlite3_step(begin) != SQLITE_DONE) bare_failed(s, s->target, "BEGIN");
        sqlite3_reset(begin);
        while (entries->next < entries->count && run->commits - first < group) {
            int64_t rows = write_entry(s, entries->sequences[entries->next]);
            if (rows < 0) break;
            run->rows += rows;
            run->commits++;
        }
        if (sqlite3_step(commit) != SQLITE_DONE) bare_failed(s, s->target, "COMMIT");
        sqlite3_reset(commit);
        int64_t spent = bare_now() - began;
        for (int64_t i = first; i < run->commits; i++) times[i] = spent;
    }
    bare_conclude(run, start, times, run->commits);
    free(times);
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
}

bare_run bare_concluded(session *s, bare_run run) {
    for (int i = 0; i < s->count; i++) {
        table *t = &s->tables[i];
        for (int64_t j = 0; j < t->count * t->columns; j++)
            if (t->values[j].type == SQLITE_TEXT || t->values[j].type == SQLITE_BLOB)
                free(t->values[j].bytes);
        sqlite3_finalize(t->statement);
        free(t->insert), free(t->sequences), free(t->values);
    }
    sqlite3_close(s->recorded);
    sqlite3_close(s->target);
    run.failure = s->failure;
    return run;
}

bare_run bare_sqlite_write(const char *recorded, const char *target, int64_t group) {
    bare_run run = {0};
    session s = {0};
    s.recorded = bare_opened(&s, recorded);
    s.target = bare_opened(&s, target);
    if (s.recorded && s.target && record_all(&s)) {
        warm(&s);
        write_all(&s, &run, group);
    }
    return bare_concluded(&s, run);
}
