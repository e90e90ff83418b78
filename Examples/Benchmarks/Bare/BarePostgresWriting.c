#include "BarePostgres.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The recorded rows of one table, in the order of their entries. */
typedef struct {
    char *name;
    char *insert;
    PGresult *rows;
    int columns;
} table;

typedef struct {
    const char *connection;
    table tables[16];
    int count;
    int64_t threads;
    /* How many are connected; the clock starts when all are. */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int64_t ready;
} recording;

typedef struct {
    recording *recording;
    int64_t number;
    int64_t commits;
    int64_t rows;
    int64_t *times;
    char *failure;
} writer;

/* The names of the columns that rows are written by: not those that the schema fills in. */
static const char *columns_text =
    "SELECT string_agg('t.' || quote_ident(column_name), ', ' ORDER BY ordinal_position),"
    " string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),"
    " string_agg('$' || place, ', ' ORDER BY ordinal_position)"
    " FROM (SELECT *, row_number() OVER (ORDER BY ordinal_position) AS place"
    "  FROM information_schema.columns WHERE table_schema = '%s' AND table_name = '%s'"
    "  AND is_generated = 'NEVER' AND is_identity = 'NO' AND"
    "  (column_default IS NULL OR table_name <> 'entries' OR column_name = 'last_id')) c";

static void record(
    recording *r, PGconn *connection, const char *from, const char *to, const char *name,
    const char *after, char **failure) {
    char *text = bare_text(columns_text, from, name);
    PGresult *columns = bare_query(connection, text, failure);
    free(text);
    if (!columns || r->count == 16) return;
    int isSnapshot = strcmp(name, "snapshots") == 0;
    table *t = &r->tables[r->count++];
    t->name = bare_text("%s", name);
    t->insert = isSnapshot
        ? bare_text("INSERT INTO %s.snapshots (customer, revision, content) VALUES ($1, $2, $3)"
            " ON CONFLICT (customer) DO UPDATE"
            " SET revision = excluded.revision, content = excluded.content", to)
        : bare_text("INSERT INTO %s.%s (%s) VALUES (%s)", to, name,
            PQgetvalue(columns, 0, 1), PQgetvalue(columns, 0, 2));
    /* Only a book's last snapshot is left, so it stands for the earlier ones of its size. */
    text = isSnapshot
        ? bare_text("SELECT e.sequence, e.customer, e.revision, t.content FROM %s.entries e"
            " JOIN %s.snapshots t USING (customer) WHERE e.sequence > %s"
            " AND e.revision %% 64 = 0 ORDER BY e.sequence", from, from, after)
        : bare_text("SELECT e.sequence, customer, %s FROM %s.%s t"
            " JOIN %s.entries e USING (customer, revision) WHERE e.sequence > %s"
            " ORDER BY e.sequence", PQgetvalue(columns, 0, 0), from, name, from, after);
    PQclear(columns);
    t->rows = bare_query(connection, text, failure);
    if (t->rows) t->columns = PQnfields(t->rows) - (isSnapshot ? 1 : 2);
    free(text);
}

static void record_all(recording *r, const char *from, const char *to, char **failure) {
    PGconn *connection = bare_connected(r->connection, failure);
    if (!connection) return;
    char *text = bare_text("SELECT coalesce(max(sequence), 0) FROM %s.entries", to);
    PGresult *after = bare_query(connection, text, failure);
    free(text);
    text = bare_text(
        "SELECT table_name FROM information_schema.columns c JOIN information_schema.tables t"
        " USING (table_schema, table_name) WHERE table_schema = '%s'"
        " AND table_type = 'BASE TABLE' AND column_name IN ('customer', 'revision')"
        " GROUP BY 1 HAVING count(*) = 2 ORDER BY table_name <> 'entries', table_name", from);
    PGresult *names = bare_query(connection, text, failure);
    free(text);
    for (int row = 0; after && names && row < PQntuples(names) && !*failure; row++)
        record(r, connection, from, to, PQgetvalue(names, row, 0),
            PQgetvalue(after, 0, 0), failure);
    PQclear(after);
    PQclear(names);
    PQfinish(connection);
}

/* Whose a recorded row is decides who writes it, so that a customer's entries stay in order. */
static int64_t writer_of(const char *customer, int64_t threads) {
    uint64_t hash = 14695981039346656037u;
    for (; *customer; customer++) hash = (hash ^ (unsigned char)*customer) * 1099511628211u;
    return (int64_t)((hash >> 20) % (uint64_t)threads);
}

static void send_row(PGconn *connection, table *t, int row) {
    const char *values[64];
    int lengths[64];
    int first = PQnfields(t->rows) - t->columns;
    for (int column = 0; column < t->columns; column++) {
        int isNull = PQgetisnull(t->rows, row, first + column);
        values[column] = isNull ? NULL : PQgetvalue(t->rows, row, first + column);
        lengths[column] = PQgetlength(t->rows, row, first + column);
    }
    PQsendQueryPrepared(connection, t->name, t->columns, values, lengths, NULL, 0);
}

static void write_all(writer *w, PGconn *connection) {
    recording *r = w->recording;
    int next[16] = {0};
    table *entries = &r->tables[0];
    for (; next[0] < PQntuples(entries->rows) && !w->failure; next[0]++) {
        if (writer_of(PQgetvalue(entries->rows, next[0], 1), r->threads) != w->number) continue;
        int64_t sequence = atoll(PQgetvalue(entries->rows, next[0], 0));
        int64_t began = bare_now();
        send_row(connection, entries, next[0]);
        for (int i = 1; i < r->count; i++) {
            table *t = &r->tables[i];
            for (; next[i] < PQntuples(t->rows); next[i]++) {
                int64_t of = atoll(PQgetvalue(t->rows, next[i], 0));
                if (of > sequence) break;
                if (of == sequence) send_row(connection, t, next[i]);
            }
        }
        int64_t rows = bare_settle(connection, &w->failure);
        if (rows > 0) w->rows += rows;
        w->times[w->commits++] = bare_now() - began;
    }
}

/* Waits until all writers and the clock stand here. */
static void wait_for_all(recording *r) {
    pthread_mutex_lock(&r->lock);
    r->ready++;
    pthread_cond_broadcast(&r->changed);
    while (r->ready <= r->threads) pthread_cond_wait(&r->changed, &r->lock);
    pthread_mutex_unlock(&r->lock);
}

static void *write_some(void *context) {
    writer *w = context;
    recording *r = w->recording;
    PGconn *connection = bare_connected(r->connection, &w->failure);
    for (int i = 0; connection && i < r->count; i++)
        bare_named(connection, r->tables[i].name, r->tables[i].insert, &w->failure);
    w->times = malloc((size_t)(PQntuples(r->tables[0].rows) + 1) * sizeof *w->times);
    if (connection) PQenterPipelineMode(connection);
    wait_for_all(r);
    if (connection && !w->failure) write_all(w, connection);
    if (connection) PQfinish(connection);
    return NULL;
}

/* All writers begin together, once each is connected. */
static void write_together(recording *r, bare_run *run) {
    pthread_t *threads = calloc((size_t)r->threads, sizeof *threads);
    writer *writers = calloc((size_t)r->threads, sizeof *writers);
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    for (int64_t i = 0; i < r->threads; i++) {
        writers[i] = (writer){.recording = r, .number = i};
        pthread_create(&threads[i], NULL, write_some, &writers[i]);
    }
    wait_for_all(r);
    int64_t began = bare_now();
    for (int64_t i = 0; i < r->threads; i++) pthread_join(threads[i], NULL);
    int64_t spent = bare_now() - began;
    int64_t *times = malloc((size_t)(PQntuples(r->tables[0].rows) + 1) * sizeof *times);
    for (int64_t i = 0; i < r->threads; i++) {
        writer *w = &writers[i];
        memcpy(times + run->commits, w->times, (size_t)w->commits * sizeof *times);
        run->commits += w->commits;
        run->rows += w->rows;
        if (w->failure && !run->failure) run->failure = w->failure;
        else free(w->failure);
        free(w->times);
    }
    bare_conclude(run, began, times, run->commits);
    run->elapsed = spent;
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
    free(times), free(threads), free(writers);
}

bare_run bare_postgres_write(
    const char *connection, const char *from, const char *to, int64_t threads) {
    bare_run run = {0};
    recording r = {.connection = connection, .threads = threads};
    record_all(&r, from, to, &run.failure);
    if (!run.failure && r.count > 0) write_together(&r, &run);
    for (int i = 0; i < r.count; i++) {
        free(r.tables[i].name), free(r.tables[i].insert);
        PQclear(r.tables[i].rows);
    }
    return run;
}

bare_run bare_postgres_copy(const char *text, const char *from, const char *to) {
    bare_run run = {0};
    PGconn *connection = bare_connected(text, &run.failure);
    if (!connection) return run;
    char *names = bare_text(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = '%s'::regnamespace"
        " AND c.relkind = 'r' AND c.relname <> 'store' ORDER BY c.relname <> 'entries'", from);
    PGresult *tables = bare_query(connection, names, &run.failure);
    free(names);
    for (int row = 0; tables && row < PQntuples(tables); row++) {
        const char *table = PQgetvalue(tables, row, 0);
        char *copy = bare_text("INSERT INTO %s.%s SELECT * FROM %s.%s", to, table, from, table);
        PQclear(bare_query(connection, copy, &run.failure));
        free(copy);
    }
    PQclear(tables);
    char *sequences = bare_text(
        "SELECT 'SELECT setval(''%s.' || c.relname || ''', last_value) FROM %s.' || c.relname"
        " FROM pg_class c WHERE c.relnamespace = '%s'::regnamespace AND c.relkind = 'S'",
        to, from, from);
    PGresult *found = bare_query(connection, sequences, &run.failure);
    free(sequences);
    for (int row = 0; found && row < PQntuples(found); row++)
        PQclear(bare_query(connection, PQgetvalue(found, row, 0), &run.failure));
    PQclear(found);
    PQclear(bare_query(connection, "VACUUM ANALYZE", &run.failure));
    PQclear(bare_query(connection, "CHECKPOINT", &run.failure));
    PQfinish(connection);
    return run;
}
