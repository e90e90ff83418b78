/* Bare programs over the C libraries of the durable stores, for the stores to be compared with.
 *
 * They decide nothing. Each takes rows that a store has written, and writes the same rows into a
 * database of the same schema (its indexes, triggers, checks and foreign keys), as durably; or
 * reads what a store reads, every column of it, and does nothing with it. */
#ifndef BARE_H
#define BARE_H

#include <stdint.h>

/* What was measured; times are in nanoseconds. */
typedef struct {
    int64_t commits;
    int64_t rows;
    int64_t elapsed;
    int64_t p50;
    int64_t p99;
    int64_t longest;
    /* NULL unless it failed; the caller frees it. */
    char *failure;
} bare_run;

/* Writes what `recorded` has beyond `target`, an entry a commit, `group` commits a transaction. */
bare_run bare_sqlite_write(const char *recorded, const char *target, int64_t group);

/* Opens a file, reads its schema and looks for one customer, `times` times; each is timed until it
 * has found them. */
bare_run bare_sqlite_open(const char *path, const char *customer, int64_t times);

/* Reads a customer's latest snapshot and what was journalled after it, `times` times. */
bare_run bare_sqlite_load(const char *path, const char *customer, int64_t times);

/* Reads all entries and transactions in the order of the journals; `commits` counts the latter. */
bare_run bare_sqlite_scan(const char *path);

/* Copies all rows of one schema into another that has none, and its statistics. */
bare_run bare_postgres_copy(const char *connection, const char *from, const char *to);

/* Writes what schema `from` has beyond `to`, an entry a transaction and a round trip, by so many
 * connections; a customer's entries by one of them. */
bare_run bare_postgres_write(
    const char *connection, const char *from, const char *to, int64_t threads);

/* The same three as above, in one schema. */
bare_run bare_postgres_open(
    const char *connection, const char *schema, const char *customer, int64_t times);
bare_run bare_postgres_load(
    const char *connection, const char *schema, const char *customer, int64_t times);
bare_run bare_postgres_scan(const char *connection, const char *schema);

/* Runs one statement for its effect; the first column of its first row as a number, if any. */
bare_run bare_postgres_execute(const char *connection, const char *statement);

/* Lets the system forget what it keeps of a file in memory; answers whether it may. */
int bare_forget(const char *path);

/* Gives back to the system what the allocator keeps and does not need. */
void bare_trim(void);

/* What the two share. */
int64_t bare_now(void);
char *bare_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
void bare_conclude(bare_run *run, int64_t start, int64_t *times, int64_t count);

#endif
