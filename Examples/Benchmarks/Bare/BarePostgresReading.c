#include "BarePostgres.h"

#include <stdlib.h>
#include <string.h>

PGconn *bare_connected(const char *text, char **failure) {
    PGconn *connection = PQconnectdb(text);
    if (PQstatus(connection) == CONNECTION_OK) {
        PQclear(PQexec(connection, "SET client_min_messages = error"));
        return connection;
    }
    if (!*failure) *failure = bare_text("%s", PQerrorMessage(connection));
    PQfinish(connection);
    return NULL;
}

PGresult *bare_query(PGconn *connection, const char *text, char **failure) {
    PGresult *result = PQexec(connection, text);
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return result;
    if (!*failure) *failure = bare_text("%s: %s", text, PQerrorMessage(connection));
    PQclear(result);
    return NULL;
}

int bare_named(PGconn *connection, const char *name, const char *text, char **failure) {
    PGresult *result = PQprepare(connection, name, text, 0, NULL);
    int done = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!done && !*failure) *failure = bare_text("%s: %s", text, PQerrorMessage(connection));
    PQclear(result);
    return done;
}

/* Touches every column of a result's rows, and answers how many there are. */
static int64_t touched(PGresult *result) {
    volatile int64_t sum = 0;
    int rows = PQntuples(result), columns = PQnfields(result);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            if (!PQgetisnull(result, row, column)) sum += PQgetvalue(result, row, column)[0];
    return rows;
}

int64_t bare_settle(PGconn *connection, char **failure) {
    int64_t rows = 0;
    PQpipelineSync(connection);
    for (;;) {
        PGresult *result = PQgetResult(connection);
        /* NULL stands between the answers of two statements. */
        if (!result) {
            if (PQstatus(connection) == CONNECTION_OK) continue;
            if (!*failure) *failure = bare_text("%s", PQerrorMessage(connection));
            return -1;
        }
        ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_TUPLES_OK) rows += touched(result);
        else if (status == PGRES_COMMAND_OK) rows += 1;
        else if (status != PGRES_PIPELINE_SYNC && !*failure)
            *failure = bare_text("%s", PQresultErrorMessage(result));
        PQclear(result);
        if (status == PGRES_PIPELINE_SYNC) return *failure ? -1 : rows;
    }
}

/* A customer's snapshot, and what follows it; `%1$s` is the schema. */
static const char *load_texts[] = {
    "SELECT revision, content FROM %1$s.snapshots WHERE customer = $1",
    "SELECT * FROM %1$s.entries WHERE customer = $1 AND revision > coalesce("
    "(SELECT revision FROM %1$s.snapshots WHERE customer = $1), 0) ORDER BY revision",
    "SELECT * FROM %1$s.transactions WHERE customer = $1 AND id >= (SELECT id FROM %1$s.entries"
    " WHERE customer = $1 AND revision = 1 + coalesce("
    "(SELECT revision FROM %1$s.snapshots WHERE customer = $1), 0)) ORDER BY id",
};

static const char *load_names[] = {"snapshot", "entries", "transactions"};

static int prepared(PGconn *connection, const char *schema, int count, char **failure) {
    for (int i = 0; i < count; i++) {
        char *text = bare_text(load_texts[i], schema);
        int done = bare_named(connection, load_names[i], text, failure);
        free(text);
        if (!done) return 0;
    }
    return 1;
}

/* One round trip. */
static int64_t loaded(PGconn *connection, const char *customer, int count, char **failure) {
    for (int i = 0; i < count; i++)
        PQsendQueryPrepared(connection, load_names[i], 1, &customer, NULL, NULL, 0);
    return bare_settle(connection, failure);
}

bare_run bare_postgres_load(
    const char *text, const char *schema, const char *customer, int64_t times) {
    bare_run run = {0};
    PGconn *connection = bare_connected(text, &run.failure);
    if (!connection) return run;
    int64_t *each = malloc((size_t)times * sizeof *each);
    if (prepared(connection, schema, 3, &run.failure)) {
        PQenterPipelineMode(connection);
        int64_t start = bare_now();
        for (; !run.failure && run.commits < times; run.commits++) {
            int64_t began = bare_now();
            run.rows += loaded(connection, customer, 3, &run.failure);
            each[run.commits] = bare_now() - began;
        }
        bare_conclude(&run, start, each, run.commits);
    }
    free(each);
    PQfinish(connection);
    return run;
}

bare_run bare_postgres_open(
    const char *text, const char *schema, const char *customer, int64_t times) {
    bare_run run = {0};
    int64_t *each = malloc((size_t)times * sizeof *each);
    int64_t start = bare_now();
    for (; !run.failure && run.commits < times; run.commits++) {
        int64_t began = bare_now();
        PGconn *connection = bare_connected(text, &run.failure);
        if (!connection) break;
        if (prepared(connection, schema, 2, &run.failure)) {
            PQenterPipelineMode(connection);
            run.rows += loaded(connection, customer, 2, &run.failure);
        }
        each[run.commits] = bare_now() - began;
        PQfinish(connection);
    }
    bare_conclude(&run, start, each, run.commits);
    free(each);
    return run;
}

/* Reads a statement's rows as they come. */
static int64_t streamed(PGconn *connection, const char *text, char **failure) {
    int64_t rows = 0;
    PQsendQuery(connection, text);
    PQsetSingleRowMode(connection);
    for (PGresult *result; (result = PQgetResult(connection));) {
        ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_SINGLE_TUPLE) rows += touched(result);
        else if (status != PGRES_TUPLES_OK && !*failure)
            *failure = bare_text("%s: %s", text, PQerrorMessage(connection));
        PQclear(result);
    }
    return rows;
}

bare_run bare_postgres_scan(const char *text, const char *schema) {
    bare_run run = {0};
    PGconn *connection = bare_connected(text, &run.failure);
    if (!connection) return run;
    const char *texts[] = {"SELECT * FROM %s.entries ORDER BY customer, revision",
        "SELECT * FROM %s.transactions ORDER BY customer, id, revision, position"};
    int64_t start = bare_now();
    for (int i = 0; i < 2; i++) {
        char *statement = bare_text(texts[i], schema);
        int64_t rows = streamed(connection, statement, &run.failure);
        free(statement);
        run.rows += rows;
        if (i == 1) run.commits = rows;
    }
    bare_conclude(&run, start, NULL, 0);
    PQfinish(connection);
    return run;
}

bare_run bare_postgres_execute(const char *text, const char *statement) {
    bare_run run = {0};
    PGconn *connection = bare_connected(text, &run.failure);
    if (!connection) return run;
    int64_t start = bare_now();
    PGresult *result = bare_query(connection, statement, &run.failure);
    if (result && PQntuples(result) > 0 && PQnfields(result) > 0)
        run.rows = atoll(PQgetvalue(result, 0, 0));
    PQclear(result);
    bare_conclude(&run, start, NULL, 0);
    PQfinish(connection);
    return run;
}
